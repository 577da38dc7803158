"""What do the rules of customs work out: values, duties, taxes, regional content, tariff changes?

Amounts are exact fractions in one currency; rates and shares are in per cent (10 is 10 %). A
function raises ValueError where an amount cannot be what it is given as: a freight below nothing.

The Valuation Agreement is the WTO Agreement on Implementation of Article VII of GATT 1994; "Note"
is its Annex I. What a duty or tax is taken on beyond it is national law, and said to be so.
"""

import re
from enum import StrEnum
from fractions import Fraction

NOTHING = Fraction(0)


def transaction_value(
    price: Fraction, additions: Fraction = NOTHING, deductions: Fraction = NOTHING
) -> Fraction:
    """Return the transaction value: Valuation Agreement, Articles 1.1 and 8.1.

    `price` is what is paid or payable, directly or indirectly (Note to Article 1). `additions` are
    those of Article 8.1 and no others (8.4): commissions except buying commissions, containers,
    packing, assists, royalties, proceeds for the seller. `deductions` are what the price contains
    and the invoice shows apart (Note to Article 1, paragraph 3): assembly or transport after
    importation, duties and taxes of the importing country.
    """
    _not_negative(price=price, additions=additions, deductions=deductions)
    return _not_more(
        deductions, price + additions, "the deductions", "the price with the additions"
    )


def cif_value(
    value: Fraction,
    transport: Fraction,
    handling: Fraction = NOTHING,
    insurance: Fraction = NOTHING,
) -> Fraction:
    """Return the customs value where national law includes the costs of delivery.

    Article 8.2 of the Valuation Agreement leaves it to each Member to include or exclude, as far as
    the port or place of importation, (a) transport, (b) loading, unloading and handling,
    (c) insurance. They are added here, being not yet in `value`.
    """
    _not_negative(value=value, transport=transport, handling=handling, insurance=insurance)
    return value + transport + handling + insurance


def fob_value(
    value: Fraction,
    transport: Fraction,
    handling: Fraction = NOTHING,
    insurance: Fraction = NOTHING,
) -> Fraction:
    """Return the customs value where national law excludes the costs of delivery.

    Article 8.2 as for `cif_value`. They are taken away here, being in `value`.
    """
    _not_negative(value=value, transport=transport, handling=handling, insurance=insurance)
    return _not_more(transport + handling + insurance, value, "the costs of delivery", "the value")


def apportioned_assist(assist: Fraction, over: Fraction, shipped: Fraction) -> Fraction:
    """Return the part of an assist that a shipment bears: Note to Article 8.1(b)(ii).

    The value of the element is spread over as many units as the importer asks and can show: the
    first shipment, the units made until then, or all that are ordered.
    """
    _not_negative(assist=assist, shipped=shipped)
    _positive(over=over)
    if shipped > over:
        message = "more units are shipped than the assist is spread over"
        raise ValueError(message)
    return assist * shipped / over


def deductive_value(
    unit_price: Fraction, deductions: Fraction, duty_percent: Fraction = NOTHING
) -> Fraction:
    """Return the deductive value: Valuation Agreement, Article 5.1(a).

    `deductions` are (i) commission, or profit and general expenses, (ii) transport and insurance
    within the country and (iii) where appropriate the costs of Article 8.2. (iv) An ad valorem
    duty is a share of the value looked for: what is left is 100 + `duty_percent` hundredths of it.
    """
    _not_negative(unit_price=unit_price, deductions=deductions, duty_percent=duty_percent)
    left = _not_more(deductions, unit_price, "the deductions", "the unit price")
    return left / (1 + duty_percent / 100)


def computed_value(
    production: Fraction, profit: Fraction, delivery: Fraction = NOTHING
) -> Fraction:
    """Return the computed value: Valuation Agreement, Article 6.1.

    (a) Materials and fabrication, (b) profit and general expenses, (c) the costs of Article 8.2
    where national law includes them.
    """
    _not_negative(production=production, profit=profit, delivery=delivery)
    return production + profit + delivery


def ad_valorem_duty(value: Fraction, percent: Fraction) -> Fraction:
    """Return a duty that is a share of the customs value (Valuation Agreement, Article 15.1(a))."""
    _not_negative(value=value, percent=percent)
    return value * percent / 100


def specific_duty(quantity: Fraction, rate: Fraction) -> Fraction:
    """Return a duty of so much per unit of quantity: WTO Integrated Data Base glossary, "Duty"."""
    _not_negative(quantity=quantity, rate=rate)
    return quantity * rate


def compound_duty(
    value: Fraction, percent: Fraction, quantity: Fraction, rate: Fraction
) -> Fraction:
    """Return an ad valorem duty to which a specific one is added: same glossary, "Compound duty".

    A tariff can also subtract it ("20 % less 2.00 per kg").
    """
    return ad_valorem_duty(value, percent) + specific_duty(quantity, rate)


def mixed_duty_higher(
    value: Fraction, percent: Fraction, quantity: Fraction, rate: Fraction
) -> Fraction:
    """Return an ad valorem or a specific duty, whichever is higher: same glossary, "Mixed duty"."""
    return max(ad_valorem_duty(value, percent), specific_duty(quantity, rate))


def mixed_duty_lower(
    value: Fraction, percent: Fraction, quantity: Fraction, rate: Fraction
) -> Fraction:
    """Return an ad valorem or a specific duty, whichever is lower: same glossary, "Mixed duty"."""
    return min(ad_valorem_duty(value, percent), specific_duty(quantity, rate))


def duty_inclusive_value(value: Fraction, duty: Fraction, other: Fraction = NOTHING) -> Fraction:
    """Return what an internal tax is taken on at importation, by national law.

    Usually the customs value with the duty and `other` charges of importation, as in the European
    Union: Directive 2006/112/EC, Articles 85 and 86.1(a). No international rule says so.
    """
    _not_negative(value=value, duty=duty, other=other)
    return value + duty + other


def vat(value: Fraction, duty: Fraction, percent: Fraction, other: Fraction = NOTHING) -> Fraction:
    """Return value-added tax at importation on the duty-inclusive value: national law, as above."""
    _not_negative(percent=percent)
    return duty_inclusive_value(value, duty, other) * percent / 100


def rvc_build_down(value: Fraction, vnm: Fraction) -> Fraction:
    """Return regional value content: (value - VNM) / value x 100 (RCEP, Article 3.5).

    `value` is FOB or ex-works as the agreement says, `vnm` that of non-originating materials.
    """
    _positive(value=value)
    _not_negative(vnm=vnm)
    return (value - vnm) / value * 100


def rvc_build_up(value: Fraction, vom: Fraction, other_costs: Fraction = NOTHING) -> Fraction:
    """Return regional value content: (VOM + costs) / value x 100 (RCEP, Article 3.5).

    `vom` is the value of originating materials, `other_costs` are direct labour, direct overhead,
    profit and other costs; agreements that know VOM / value alone leave them out.
    """
    _positive(value=value)
    _not_negative(vom=vom, other_costs=other_costs)
    return (vom + other_costs) / value * 100


def net_cost(
    total: Fraction,
    promotion: Fraction = NOTHING,
    royalties: Fraction = NOTHING,
    shipping: Fraction = NOTHING,
    interest: Fraction = NOTHING,
) -> Fraction:
    """Return net cost, as agreements in the manner of NAFTA and the USMCA have it.

    Total cost less sales promotion, royalties, shipping and packing, non-allowable interest.
    """
    excluded = promotion + royalties + shipping + interest
    _not_negative(total=total, promotion=promotion, royalties=royalties)
    _not_negative(shipping=shipping, interest=interest)
    return _not_more(excluded, total, "the excluded costs", "total cost")


def rvc_net_cost(net_cost: Fraction, vnm: Fraction) -> Fraction:
    """Return regional value content: (NC - VNM) / NC x 100, as agreements with net cost have it."""
    _positive(net_cost=net_cost)
    _not_negative(vnm=vnm)
    return (net_cost - vnm) / net_cost * 100


def max_nom(ex_works: Fraction, vnm: Fraction) -> Fraction:
    """Return the share of non-originating materials: VNM / ex-works price x 100, as the EU has it.

    A rule sets its highest value, where regional value content has a lowest one.
    """
    return value_share(vnm, ex_works)


def value_share(part: Fraction, whole: Fraction) -> Fraction:
    """Return a part in per cent of the whole."""
    _positive(whole=whole)
    _not_negative(part=part)
    return part / whole * 100


def within_tolerance(part: Fraction, whole: Fraction, percent: Fraction) -> bool:
    """Say whether materials without the tariff change stay within a tolerance by value.

    Also called de minimis; RCEP, Article 3.7: at most 10 per cent of the FOB value of the good.
    They still count as non-originating for regional value content (3.7.2).
    """
    _not_negative(percent=percent)
    return value_share(part, whole) <= percent


class Level(StrEnum):
    """A level of the Harmonized System at which a change of tariff classification is asked for."""

    CHAPTER = "chapter"
    HEADING = "heading"
    SUBHEADING = "subheading"

    @property
    def digits(self) -> int:
        """How many digits of a code tell it: CC 2, CTH 4, CTSH 6 (RCEP, Annex 3A head notes)."""
        return {Level.CHAPTER: 2, Level.HEADING: 4, Level.SUBHEADING: 6}[self]


_CODE = re.compile(r"\d{2}|\d{4}|\d{2}\.\d{2}|\d{6}|\d{4}\.\d{2}", re.ASCII)


def hs_digits(written: str) -> str:
    """Return the 2, 4 or 6 digits of an HS code, written with its point or without.

    Raises ValueError for anything else.
    """
    if _CODE.fullmatch(written) is None:
        message = f"`{written[:40]}` is not an HS code such as 94, 94.01 or 9401.61"
        raise ValueError(message)
    return written.replace(".", "")


def changes_classification(level: Level, material: str, product: str) -> bool:
    """Say whether a material is classified elsewhere than the product made of it, at a level.

    Both are HS codes in digits. Only non-originating materials must change (RCEP, Annex 3A).
    """
    return material[: level.digits] != product[: level.digits]


def _not_negative(**amounts: Fraction) -> None:
    for name, amount in amounts.items():
        if amount < 0:
            message = f"{name} is below 0 here"
            raise ValueError(message)


def _positive(**amounts: Fraction) -> None:
    for name, amount in amounts.items():
        if amount <= 0:
            message = f"{name} must be more than 0, here it is not"
            raise ValueError(message)


def _not_more(part: Fraction, whole: Fraction, name: str, of: str) -> Fraction:
    """Return what is left of the whole. Raises ValueError where the part is larger."""
    if part > whole:
        message = f"{name} are more than {of}"
        raise ValueError(message)
    return whole - part
