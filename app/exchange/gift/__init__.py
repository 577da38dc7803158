"""How are questions read from a GIFT file and written into one?"""

from app.exchange.gift.reading import read_gift
from app.exchange.gift.writing import write_gift

__all__ = ["read_gift", "write_gift"]
