"""Each state's own days: closed, doubtful, possible or open, and which way the dates lean.

closed: skipped always. doubtful: a legal holiday on which offices may be open; the safe date does
not count on it, either way. possible: a business day by the rule, on which some offices close.
"""

from datetime import date, timedelta

import holidays
import pytest

from bot.deadlines.calendars import YearDays, _Days, calendar
from bot.deadlines.counting import (
    add_months,
    business_days,
    business_days_before,
    business_days_before_anywhere,
)
from bot.deadlines.rules import load, states
from tests.deadlines.deadline_cases import day, events, one, timeline

DAY = timedelta(days=1)

# State, day, what it is, and the name it goes by (a part of it).
ROWS = """
AK 2026-03-30 closed    Seward's Day
AK 2026-11-27 possible  Day After Thanksgiving
AL 2026-02-17 possible  Mardi Gras
AL 2026-12-01 possible  Rosa L. Parks Day
AL 2026-04-27 closed    Confederate Memorial Day
AR 2026-12-24 closed    Christmas Eve
AR 2022-12-23 doubtful  Christmas Eve
AS 2026-07-16 doubtful  Manu'a Islands Cession Day
AS 2026-04-03 possible  Good Friday
AS 2026-04-06 possible  Easter Monday
AS 2025-12-26 possible  Family Day
AZ 2026-09-17 possible  Constitution Commemoration Day
CA 2028-02-15 doubtful  Susan B. Anthony Day
CA 2026-03-31 doubtful  Cesar Chavez Day
CA 2024-04-01 doubtful  Cesar Chavez Day
CA 2027-10-29 doubtful  Diwali
CA 2004-02-12 doubtful  Lincoln's Birthday
CA 2026-02-17 doubtful  Lunar New Year
CA 2022-02-01 open      -
CA 2026-02-12 doubtful  Lincoln Day
CA 2023-02-13 doubtful  Lincoln Day
CA 2026-04-24 doubtful  Genocide Remembrance Day
CA 2026-09-09 doubtful  Admission Day
CA 2026-09-25 doubtful  Native American Day
CA 2026-04-03 possible  Good Friday
CA 2020-04-24 open      -
CA 2029-09-10 doubtful  Admission Day
CA 1997-09-26 open      -
CO 2026-03-31 possible  Cesar Chavez Day
CO 2026-10-05 closed    Frances Xavier Cabrini Day
CT 2026-02-12 closed    Lincoln's Birthday
CT 2026-04-03 closed    Good Friday
DC 2026-04-16 closed    Emancipation Day
DE 2026-11-03 closed    Election Day
DE 2026-11-05 possible  Return Day
DE 2027-11-04 open      -
FL 2027-02-15 closed    Washington's Birthday
FL 2028-02-15 doubtful  Susan B. Anthony Day
FL 2026-01-15 doubtful  Birthday of Martin Luther King Jr.
FL 2027-01-19 doubtful  Birthday of Robert E. Lee
FL 2026-02-12 doubtful  Lincoln's Birthday
FL 2026-03-26 doubtful  Tuskegee Airmen Commemoration Day
FL 2024-03-28 open      -
FL 2026-04-03 doubtful  Good Friday
FL 2026-04-02 doubtful  Pascua Florida Day
FL 2026-04-27 doubtful  Confederate Memorial Day
FL 2026-06-03 doubtful  Birthday of Jefferson Davis
FL 2026-06-15 doubtful  Flag Day
FL 2026-11-03 doubtful  General Election Day
FL 2027-11-02 open      -
FL 2026-02-17 possible  Mardi Gras
FL 2025-09-23 possible  Rosh Hashanah
FL 2026-09-21 possible  Yom Kippur
FL 2023-02-13 doubtful  Lincoln's Birthday
FL 2028-04-03 doubtful  Pascua Florida Day
FL 2029-06-04 doubtful  Birthday of Jefferson Davis
GA 2026-04-03 doubtful  State Holiday
GA 2026-12-24 doubtful  Washington's Birthday
GU 2026-04-03 doubtful  Good Friday
GU 2026-07-21 closed    Liberation Day
GU 2024-07-22 doubtful  Liberation Day
GU 2024-11-01 doubtful  All Souls' Day
GU 2024-12-09 doubtful  Lady of Camarin Day
HI 2026-04-03 closed    Good Friday
HI 2026-03-26 closed    Prince Jonah Kuhio Kalanianaole Day
HI 2026-11-03 closed    Election Day
IA 2026-02-12 doubtful  Lincoln's Birthday
IA 2026-11-27 closed    Friday After Thanksgiving
IL 2026-03-02 doubtful  Casimir Pulaski Day
IL 2026-04-03 doubtful  Good Friday
IL 2026-02-12 closed    Lincoln's Birthday
IN 2026-05-05 doubtful  Primary Election Day
IN 2026-11-03 doubtful  Election Day
IN 2026-11-27 doubtful  Lincoln's Birthday
IN 2026-12-24 doubtful  Washington's Birthday
IN 2026-02-12 possible  Lincoln's Birthday
KS 2025-12-24 doubtful  Christmas Eve
KY 2026-04-03 doubtful  Good Friday
KY 2026-12-31 doubtful  New Year's Eve
KY 2027-01-19 doubtful  Robert E. Lee Day
KY 2026-01-30 doubtful  Franklin D. Roosevelt Day
KY 2026-02-12 doubtful  Lincoln's Birthday
KY 2026-06-03 doubtful  Jefferson Davis Day
KY 2028-11-07 closed    Presidential election day
KY 2026-11-03 open      -
KY 2026-11-27 doubtful  Day After Thanksgiving
KY 2026-12-24 doubtful  Christmas Eve
LA 2026-02-17 closed    Mardi Gras
LA 2026-01-08 doubtful  Battle of New Orleans Day
LA 2022-01-19 doubtful  Robert E. Lee Day
LA 2023-01-19 open      -
LA 2022-06-03 doubtful  Confederate Memorial Day
LA 2024-06-03 open      -
LA 2027-08-30 doubtful  Huey P. Long Day
LA 2027-11-01 doubtful  All Saints' Day
LA 2028-01-10 possible  Inauguration Day
LA 2025-12-31 possible  New Year's Eve
LA 2013-12-24 possible  Christmas Eve
LA 2026-01-12 open      -
MA 2026-04-20 closed    Patriots' Day
MA 2026-03-17 possible  Evacuation Day
MA 2026-06-17 possible  Bunker Hill Day
MD 2017-01-20 doubtful  Inauguration Day
MD 2026-02-12 doubtful  Lincoln's Birthday
MD 2026-03-25 doubtful  Maryland Day
MD 2026-04-03 doubtful  Good Friday
MD 2027-09-13 doubtful  Defenders' Day
MD 2026-11-03 closed    General election day
MD 2025-11-04 open      -
MD 2023-02-13 doubtful  Lincoln's Birthday
MD 2029-03-26 doubtful  Maryland Day
ME 2026-04-20 closed    Patriots' Day
ME 2019-12-26 possible  Day After Christmas
NH 2019-12-26 open      -
MI 2026-02-12 doubtful  Lincoln's Birthday
MI 2026-11-03 closed    Election Day
MI 2023-02-13 doubtful  Lincoln's Birthday
MN 2026-11-27 doubtful  Friday After Thanksgiving
MO 2026-02-12 closed    Lincoln Day
MO 2023-02-13 doubtful  Lincoln Day
MO 2026-05-08 closed    Truman Day
MP 2026-12-08 closed    Constitution Day
MP 2014-11-21 closed    Runoff election
GU 2014-11-21 open      -
MS 2026-02-17 possible  Mardi Gras
MS 2026-04-27 closed    Confederate Memorial Day
MT 2026-11-03 closed    Election Day
NC 2027-01-19 doubtful  Robert E. Lee's Birthday
NC 2026-03-25 doubtful  Greek Independence Day
NC 2026-04-13 doubtful  Halifax Resolves Day
NC 2027-05-10 doubtful  Confederate Memorial Day
NC 2026-05-20 doubtful  Mecklenburg Declaration Day
NC 2026-09-21 doubtful  Yom Kippur
NC 2026-11-03 doubtful  General election day
NC 2026-12-28 closed    Day After Christmas
NC 2029-03-26 doubtful  Greek Independence Day
NC 2026-05-11 doubtful  Confederate Memorial Day
NC 2029-05-21 doubtful  Mecklenburg Declaration Day
NC 2025-11-04 open      -
ND 2026-04-03 closed    Good Friday
ND 2013-12-24 possible  Christmas Eve
NE 2026-04-24 closed    Arbor Day
NE 2026-11-27 closed    Day After Thanksgiving
NH 2026-11-27 doubtful  Day After Thanksgiving
NJ 2026-02-12 doubtful  Lincoln's Birthday
NJ 2025-06-20 doubtful  Juneteenth Day
NJ 2020-06-19 open      -
NJ 2025-11-04 doubtful  Election Day
NJ 2026-11-03 closed    Election Day
NM 2026-11-27 closed    Presidents' Day
NV 2026-10-30 closed    Nevada Day
NY 2028-02-15 possible  Susan B. Anthony Day
NY 2026-02-12 doubtful  Lincoln's Birthday
NY 2025-11-04 doubtful  Election Day
OH 2026-07-03 doubtful  Independence Day
OH 2023-01-02 closed    New Year's Day
OK 2013-12-24 possible  Christmas Eve
OK 2013-12-26 possible  Day After Christmas
PA 2026-02-12 possible  Lincoln's Birthday
PA 2026-04-03 possible  Good Friday
PA 2027-06-14 possible  Flag Day
PA 2025-11-04 possible  Election Day
PA 2026-11-27 closed    Day After Thanksgiving
PR 2025-07-25 doubtful  Puerto Rico Constitution Day
PR 2026-03-02 doubtful  American Citizenship Day
PR 2016-03-02 open      -
PR 2027-07-26 doubtful  Puerto Rico Constitution Day
PR 2028-11-07 closed    General election day
PR 2026-11-03 open      -
PR 2013-12-24 possible  Christmas Eve
RI 2026-08-10 closed    Victory Day
RI 2026-05-04 doubtful  Rhode Island Independence Day
RI 2026-11-03 closed    Election Day
RI 2025-11-04 open      -
RI 2028-01-03 doubtful  New Year's Day
RI 2026-07-06 doubtful  Independence Day
RI 2028-11-13 doubtful  Veterans' Day
RI 2027-12-27 doubtful  Christmas Day
RI 2025-05-05 doubtful  Rhode Island Independence Day
SC 2026-04-27 open      -
SC 2027-05-10 closed    Confederate Memorial Day
SC 2025-05-09 doubtful  Confederate Memorial Day
SC 2000-05-10 open      -
SC 2026-11-27 closed    Day After Thanksgiving
SC 2026-12-24 closed    Christmas Eve
SC 2025-12-26 closed    Day After Christmas
SC 2008-12-24 open      -
SD 2026-10-12 closed    Columbus Day
TN 2026-04-03 closed    Good Friday
TN 2028-03-07 doubtful  Presidential primary election day
TN 2026-03-03 open      -
TN 2026-08-06 doubtful  County general election day
TN 2026-11-03 doubtful  General election day
TN 2027-08-05 open      -
TN 2025-11-04 open      -
TX 2026-04-03 possible  Good Friday
TX 2026-03-31 possible  Cesar Chavez Day
TX 2027-01-19 doubtful  Confederate Memorial Day
TX 2026-03-02 doubtful  Texas Independence Day
TX 2026-04-21 doubtful  San Jacinto Day
TX 2026-08-27 doubtful  Lyndon Baines Johnson Day
TX 2019-06-19 doubtful  Emancipation Day In Texas
TX 2025-09-23 possible  Rosh Hashanah
TX 2025-09-24 possible  Rosh Hashanah
TX 2026-09-21 possible  Yom Kippur
TX 2021-07-05 doubtful  Independence Day
TX 2023-12-22 open      -
UT 2026-06-15 closed    Juneteenth National Freedom Day
UT 2026-06-19 closed    Juneteenth
UT 2024-06-17 closed    Juneteenth National Freedom Day
UT 2027-06-21 closed    Juneteenth National Freedom Day
UT 2027-06-14 open      -
UT 2021-06-21 open      -
UT 2027-03-26 doubtful  Good Friday
UT 2026-04-03 open      -
VA 2017-01-20 doubtful  Inauguration Day
VA 2026-11-27 doubtful  Day After Thanksgiving
VA 2026-11-03 doubtful  Election Day
VA 2019-11-05 open      -
VI 2026-07-03 closed    Independence Day
VI 2026-07-27 possible  Hurricane Supplication Day
VI 2027-10-25 possible  Hurricane Thanksgiving Day
VI 2026-12-31 possible  New Year's Eve
VT 2026-03-03 closed    Town Meeting Day
VT 2027-08-16 closed    Bennington Battle Day
WA 2026-11-27 closed    Native American Heritage Day
WI 2028-02-15 possible  Susan B. Anthony Day
WI 2026-01-15 doubtful  Birthday of Martin Luther King Jr.
WI 2026-08-11 doubtful  Primary election day
WI 2010-08-10 open      -
WI 2026-11-03 doubtful  General election day
WI 2026-04-03 possible  Good Friday
WI 2027-08-10 open      -
WI 2025-11-04 open      -
WV 2026-05-12 closed    Primary election day
WV 2027-05-11 open      -
WV 2026-06-19 closed    Juneteenth
WV 2013-12-24 possible  Christmas Eve
WV 2026-12-31 possible  New Year's Eve
WY 2025-01-09 possible  Day of mourning
ID 2026-12-24 possible  Christmas Eve
ID 2023-12-26 open      -
OR 2028-12-26 possible  Day After Christmas
"""
TABLE = [tuple(row.split(None, 3)) for row in ROWS.strip().splitlines()]


def kind(state: str | None, when: date) -> tuple[str, str]:
    days = calendar(state).year(when.year)
    if when in days.closed:
        return ("doubtful" if when in days.doubtful else "closed"), days.closed[when]
    return ("possible", days.possible[when]) if when in days.possible else ("open", "-")


@pytest.mark.parametrize(("state", "when", "expected", "name"), TABLE)
def test_a_day_of_a_state(state: str, when: str, expected: str, name: str) -> None:
    found, label = kind(state, day(when))
    assert found == expected
    assert name in label


def test_every_correction_of_a_state_has_a_row() -> None:
    rows = {(state, what, name) for state, _, what, name in TABLE}
    for state, fixes in load("holidays")["states"].items():
        for name in fixes.get("not_statewide", ()):
            assert (state, "possible", name) in rows
        for name in fixes.get("doubtful", ()):
            assert (state, "doubtful", name) in rows
        for item in [*fixes.get("add", ()), *fixes.get("possible", ())]:
            plain = item["name"].split(" (")[0]
            assert any(row[0] == state and row[2] == plain for row in rows), (state, plain)


def test_every_state_was_compared_with_its_law() -> None:
    assert sorted(load("holidays")["states"]) == list(states())


def test_the_surest_word_on_a_day_holds_and_each_name_stands_once() -> None:
    first, second, third = date(2026, 6, 1), date(2026, 6, 5), date(2026, 6, 8)
    days = _Days(2026)
    for day_, name, sure in (
        (third, "Third Day", False),
        (first, "Good Day", True), (first, "Other Day", True), (first, "Other Day", True),
        (first, "Good Day", False), (second, "Second Day", None), (third, "Third Day", None),
        (date(2026, 6, 6), "A Saturday", True), (date(2025, 6, 2), "Another Year", True),
    ):  # fmt: skip
        days.add(day_, name, sure)
    built = days.done({date(2026, 5, 29): ["One", "Two"]})
    assert built == YearDays(
        {date(2026, 5, 29): "One; Two", first: "Good Day; Other Day", third: "Third Day"},
        frozenset({third}),
        {second: "Second Day"},
    )
    assert list(built.closed) == sorted(built.closed)


@pytest.mark.parametrize("state", [None, "OH"])
def test_only_weekdays_of_the_year_are_closed(state: str | None) -> None:
    # The package lists December 31, 2021, the day New Year's Day was kept, under 2022.
    for year in (2021, 2022, 2027):
        assert all(d.year == year and d.weekday() < 5 for d in calendar(state).year(year).closed)
    assert kind(state, date(2021, 12, 31)) == ("doubtful", "New Year's Day (observed)")
    assert kind(state, date(2026, 6, 19))[0] == "closed", "a Friday"


@pytest.mark.parametrize("year", range(1990, 2030))
def test_every_closing_of_federal_offices_the_package_knows_is_held(year: int) -> None:
    ordered = set(holidays.US(years=year, categories=("government",))) - set(
        holidays.US(years=year)
    )
    for closing in ordered:
        assert kind(None, closing)[0] == "possible", closing
        assert kind("OH", closing)[0] == "possible", closing


def test_every_closure_names_where_it_holds_and_its_source() -> None:
    for item in load("holidays")["closures"]:
        assert item["where"] == "everywhere" or set(item["where"]) <= set(states())
        assert item["doubtful"] in (True, False)
        assert item["name"] and item["source"]
        assert item["day"].weekday() < 5


@pytest.mark.parametrize(
    ("state", "hearing", "last", "safe"),
    [
        # Good Friday, April 3, closes Hawaii and North Dakota, not Ohio.
        ("HI", "2026-04-09", "2026-04-01", "2026-04-01"),
        ("ND", "2026-04-09", "2026-04-01", "2026-04-01"),
        ("OH", "2026-04-09", "2026-04-02", "2026-04-02"),
        # Pennsylvania's courts close that day, its law was not seen: the safe date leans.
        ("PA", "2026-04-09", "2026-04-02", "2026-04-01"),
        # Election day, November 3.
        ("RI", "2026-11-10", "2026-11-02", "2026-11-02"),
        ("MD", "2026-11-10", "2026-11-02", "2026-11-02"),
        ("OH", "2026-11-10", "2026-11-03", "2026-11-03"),
        # January 9, 2025, the day of mourning.
        ("OH", "2025-01-15", "2025-01-08", "2025-01-07"),
        (None, "2025-01-15", "2025-01-08", "2025-01-06"),
        # December 24 and 26, 2025.
        ("OH", "2026-01-02", "2025-12-24", "2025-12-22"),
        # The President may close offices again on December 24, 2026.
        ("OH", "2026-12-30", "2026-12-22", "2026-12-21"),
        # Juneteenth on a Monday in Utah and on the Friday in New Jersey.
        ("UT", "2026-06-24", "2026-06-16", "2026-06-16"),
        ("UT", "2026-06-22", "2026-06-11", "2026-06-11"),
        ("NJ", "2025-06-25", "2025-06-16", "2025-06-16"),
    ],
)
def test_sharing_evidence_leans_back_over_days_that_may_be_closed(
    state: str | None, hearing: str, last: str, safe: str
) -> None:
    found = one("disclosure_due", None, state=state, events=events(hearing_scheduled=hearing))
    assert found.date == day(last)
    assert found.earliest_safe == day(safe)


@pytest.mark.parametrize(
    ("state", "signed", "last", "safe"),
    [
        ("HI", "2026-04-01", "2026-04-07", "2026-04-07"),
        ("OH", "2026-04-01", "2026-04-06", "2026-04-06"),
        # Pascua Florida Day and Good Friday are legal holidays; offices are open.
        ("FL", "2026-03-31", "2026-04-07", "2026-04-01"),
        # The safe day is not put on a day that may be closed: the day of mourning.
        ("OH", "2025-01-06", "2025-01-09", "2025-01-08"),
        # Nor on the Friday after Thanksgiving, nor on Thanksgiving before it.
        ("OH", "2026-11-23", "2026-11-27", "2026-11-25"),
        # A holiday on a Saturday, kept on the Friday by law or by pay rules only.
        ("OH", "2026-07-01", "2026-07-07", "2026-07-06"),
        ("RI", "2026-07-01", "2026-07-08", "2026-07-02"),
        # Rhode Island votes; every state does, few close.
        ("RI", "2026-10-30", "2026-11-05", "2026-11-05"),
        ("TN", "2026-10-30", "2026-11-05", "2026-11-04"),
        # Without a state, a holiday on a Sunday may not be moved (Texas).
        (None, "2022-12-29", "2023-01-04", "2023-01-03"),
    ],
)
def test_cancelling_leans_the_other_way(
    state: str | None, signed: str, last: str, safe: str
) -> None:
    found = one("void_agreement_by", None, state=state, events=events(agreement_signed=signed))
    assert found.date == day(last)
    assert found.earliest_safe == day(safe)


def test_a_safe_day_before_a_day_in_doubt_names_that_day_alone() -> None:
    found = business_days(date(2026, 11, 23), 3, calendar("OH"))
    assert found.in_doubt == ((date(2026, 11, 27), "Day After Thanksgiving"),)
    assert found.skipped == ((date(2026, 11, 26), "Thanksgiving Day"),)


@pytest.mark.parametrize("state", [None, *states()])
def test_no_safe_date_is_late_or_on_a_day_that_may_be_closed(state: str | None) -> None:
    """Every hearing and every signing of 2024 to 2030."""
    days = calendar(state)
    start = date(2024, 1, 1)
    while start.year < 2031:
        forward, back = business_days(start, 3, days), business_days_before(start, 5, days)
        for counted in (forward, back):
            assert counted.safe is not None and counted.safe <= counted.date
            assert kind(state, counted.safe)[0] == "open" and counted.safe.weekday() < 5
        assert forward.safe is not None and start < forward.safe
        assert is_safe_forward(state, start, forward.safe), (state, start)
        assert is_safe_back(state, start, back.safe or start), (state, start)
        start += DAY


def is_safe_forward(state: str | None, start: date, safe: date) -> bool:
    """At most three days, from the day after, that are not surely closed."""
    span = [start + n * DAY for n in range(1, (safe - start).days + 1)]
    return sum(d.weekday() < 5 and kind(state, d)[0] != "closed" for d in span) <= 3


def is_safe_back(state: str | None, start: date, safe: date) -> bool:
    """At least five days, up to the day before, that are surely open."""
    span = [safe + n * DAY for n in range((start - safe).days)]
    return sum(d.weekday() < 5 and kind(state, d)[0] == "open" for d in span) >= 5


def test_without_a_state_evidence_is_shared_by_the_earliest_day_of_any() -> None:
    start = date(2026, 1, 1)
    while start.year < 2027:
        earliest = min(business_days_before(start, 5, calendar(s)).safe or start for s in states())
        assert business_days_before_anywhere(start, 5).safe == earliest
        start += DAY


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2025-02-28", 12, "2026-02-28"),
    ],
)
def test_a_month_ends_on_the_same_day_or_the_last_of_a_shorter_one(
    start: str, months: int, end: str
) -> None:
    assert add_months(day(start), months) == day(end)


def test_a_day_on_which_offices_are_often_open_is_not_told_as_a_missing_school_holiday() -> None:
    told = timeline(
        state="FL",
        filed=day("2026-02-09"),
        received="2026-02-09",
        expedited=True,
        no_school_days=((day("2026-03-16"), day("2026-03-20")),),
    )
    notes = " ".join(str(note) for note in told.notes)
    assert "counted these as school days" in notes
    assert "Washington's Birthday" in notes
    assert "Lincoln's Birthday" not in notes
