"""Days and channels that stand a little farther off: recalled, behind the object, of another."""

import pytest
from test_saying import days, told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "On Sunday the bishop signed a decree on bells. The decree tells towns to be quiet.",
            ["2031-03-02"],
        ),
        (
            "In February, mayors attended a summit in Lisk. A tax was set on Monday. During the"
            " summit, Ivo Renn said the river was low.",
            ["2031-02"],
        ),
        ("According to a survey published in 2029 by the guild, most were happy.", ["2029"]),
        (
            "According to the agency's report dated January 16, nine wells were dry.",
            ["2031-01-16"],
        ),
        ("The union called for talks on Friday.", [None]),
        ("“Two months ago,” he said, “I left the council.”", [None]),
        ("On Monday, a bus reportedly hit the gate.", [None]),
        (
            "The decree said the dam was safe and said the sluice was opened on January 2.",
            [None, None],
        ),
    ],
)
def test_the_day_of_what_is_said(text: str, expected: list[str | None]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The premier denounced the ruling via Twitter.", "social_media:Twitter"),
        ("The premier dismissed the news on her website.", "website"),
        ("The council voted to hold two clerks in contempt of Congress.", "vote"),
        ("Legislators supporting the law argued that it was fair.", None),
        ("The author of the study said that the cost was low.", None),
        ("According to eyewitness reports, a bus hit the gate.", None),
        ("According to reports, of the 40 boats, nine sank.", None),
        ("With copies made available to the media, a judge said that it was late.", None),
        ("The coach said in his post-match press conference that he was proud.", "press"),
        ("In remarks to the press, the envoy said that talks were over.", "press"),
        ("Delivering the verdict, the judge said that the act was cruel.", "speech"),
        ("An advisory from the weather service warned of floods.", "written"),
        ("Envoy Ode told Lisk-based media network ZAFRA the rules stood.", "newspaper:ZAFRA"),
        ("Envoy Ode told local television station KTV the rules stood.", "broadcast:KTV"),
        (
            "In an interview with a Corm radio station, the envoy said it was over.",
            "broadcast:Corm",
        ),
        ("In a story he often told, the captain said he could not swim.", None),
    ],
)
def test_the_channel_of_what_is_said(text: str, expected: str | None) -> None:
    assert [channel for _, channel in told(text)] == [expected]


def test_answers_given_to_the_reports_own_outlet_are_its() -> None:
    intro = "The Lisk Post discussed the dam with engineer Ilse Varn.\n\n"
    turns = "\n\n".join(f"((LP)) Is it number {n}?\n\n((Ilse Varn)) It is safe." for n in range(4))
    assert {channel for _, channel in told(intro + turns)} == {"newspaper:The Lisk Post"}


def test_a_channel_does_not_hold_for_a_whole_long_report() -> None:
    said = "In a speech at the rally, Mayor Ilse Varn said the dam was safe."
    things = "bread coal wool rope salt glass paint steel paper sugar cloth honey".split()
    verbs = "rose fell doubled vanished spoiled burned froze melted sank grew dried aged".split()
    pairs = zip(things, verbs, strict=True)
    more = "\n\n".join(f"Varn said that {thing} {verb}." for thing, verb in pairs)
    found = [channel for _, channel in told(f"{said}\n\n{more}")]
    assert found[:4] == ["speech"] * 4
    assert found[-1] is None


def test_an_interview_is_not_of_the_day_of_a_letter() -> None:
    text = (
        "In a letter in January, Mayor Ilse Varn said the dam was safe."
        " Interviewed by the BBC, Varn said that she was tired."
    )
    assert days(text) == ["2031-01", None]


@pytest.mark.parametrize(
    "intro",
    [
        "The Lisk Post spoke to engineer Ilse Varn about it.",
        "The Lisk Post interviewed engineer Ilse Varn.",
        "The Lisk Post discussed the wall with engineer Ilse Varn.",
    ],
)
def test_the_answers_to_an_outlet_are_told_in_it(intro: str) -> None:
    text = f"{intro}\n\n“It is safe,” Varn said.\n\nThe dam is old. Varn said that it would stand."
    found = [channel for _, channel in told(text)]
    assert found == ["newspaper:Lisk Post"] * 2


def test_an_office_that_spoke_to_somebody_is_no_outlet() -> None:
    text = "The Harbour Board spoke to engineer Ilse Varn.\n\n“It is safe,” Varn said."
    assert told(text)[-1][1] is None


def test_the_commission_is_the_one_that_published_the_report() -> None:
    text = (
        "A report published on Monday by the Harbour Commission says the dam is unsafe.\n\n"
        "The commission found that the wall was cracked."
    )
    assert told(text) == [("2031-03-03", "written")] * 2


INTERVIEW = "\n\n".join(
    [
        "{lead}",
        "((Ivo Renn)) We build boats.",
        "((Post)) Why boats?",
        "((Ivo Renn)) The river is near.",
        "((Post)) Who buys them?",
        "((Ivo Renn)) The ferry guild does.",
    ]
)


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        ("The Lisk Post spoke with boatwright Ivo Renn on Sunday.", "2031-03-02"),
        ("In January, the Lisk Post reached out to boatwright Ivo Renn.", "2031-01"),
        ("The Lisk Post interviewed boatwright Ivo Renn last month.", "2031-02"),
        ("The Lisk Post spoke with Ivo Renn on February 3 and on February 9.", "2031-02"),
        ("In January the council discussed boats. The Lisk Post asked Ivo Renn.", None),
        ("The Lisk Post asked Ivo Renn about the council’s January 3 decision.", None),
    ],
)
def test_an_interview_was_when_its_introduction_says(lead: str, expected: str | None) -> None:
    assert set(days(INTERVIEW.format(lead=lead))) == {expected}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In a 2029 interview with the mill’s paper, Ode said that the dam was old.", ["2029"]),
        ("The dam was safe, Ode said in her 2029 memoir.", ["2029"]),
        (
            "On Sunday, Ada Renn presented the bill. Ivo Renn said that it was late.",
            [None],
        ),
        ("On Sunday, Ada Renn presented the bill. Ada Renn said that it was late.", ["2031-03-02"]),
    ],
)
def test_a_day_holds_for_its_own_voice(text: str, expected: list[str | None]) -> None:
    assert days(text) == expected


def test_what_is_said_through_a_debate_is_said_there() -> None:
    text = (
        "A debate between Ivo Renn and Ada Ode took place on March 2 in Lisk. Renn said that the"
        " dam was old. Ode argued that it was sound. After the debate, Renn said that he had won."
    )
    assert told(text)[:2] == [("2031-03-02", "speech")] * 2
    assert days(text)[2] is None
