/** What does every page gain from scripts? Each module looks for its own marks and does nothing without them. */

import { watchChecks } from "./checks";
import { enhanceComboboxes } from "./combobox";
import { watchConfirmations } from "./confirm";
import { watchConnection } from "./connection";
import { watchDialogs } from "./dialogs";
import { watchForms } from "./forms";
import { watchLesson } from "./lesson";
import { watchMenus } from "./menu";
import { watchRefresh } from "./refresh";
import { watchPosition } from "./position";
import { watchTheme } from "./theme";

document.documentElement.classList.add("js");
watchMenus();
watchTheme();
watchDialogs();
watchConfirmations();
watchConnection();
watchForms();
watchLesson();
watchPosition();
watchChecks();
enhanceComboboxes();
watchRefresh();
