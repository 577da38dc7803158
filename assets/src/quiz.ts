/** What does a running attempt gain from scripts: answers saved as they are given, a clock, rows that move. */

import "./main";
import { flush, watchAnswers } from "./autosave";
import { watchDocuments } from "./documents";
import { watchHotspots } from "./hotspot";
import { watchHsLists } from "./hs";
import { watchNavigator } from "./navigator";
import { watchOrderings } from "./ordering";
import { watchDeadline } from "./timer";
import { watchWordCounts } from "./words";

watchOrderings();
watchHotspots();
watchHsLists();
watchDocuments();
watchWordCounts();
watchNavigator();
watchAnswers();
watchDeadline(flush);
