"""How are questions read from an Aiken file and written into one?"""

from app.exchange.aiken.reading import read_aiken
from app.exchange.aiken.writing import write_aiken

__all__ = ["read_aiken", "write_aiken"]
