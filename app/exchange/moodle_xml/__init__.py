"""How are questions read from a Moodle XML file and written into one?"""

from app.exchange.moodle_xml.reading import read_moodle_xml
from app.exchange.moodle_xml.writing import write_moodle_xml

__all__ = ["read_moodle_xml", "write_moodle_xml"]
