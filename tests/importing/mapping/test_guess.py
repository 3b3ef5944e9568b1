"""What is guessed of a hospital's own sheets, and what is asked instead.

The authority is the sheet as it is written out here: whoever reads it sees what each column means,
or that it does not show.
"""

import pytest

from tests.importing.mapping.previews import preview_of
from vertebroplasty.importing.dictionary import SOURCE_FILES
from vertebroplasty.importing.mapping.checking import problems_of
from vertebroplasty.importing.mapping.guess import Guess, guess
from vertebroplasty.importing.mapping.headings import read_heading, read_timepoint
from vertebroplasty.importing.mapping.model import Mapping
from vertebroplasty.importing.mapping.questions import Question, answered
from vertebroplasty.importing.mapping.text import from_yaml, to_yaml

GERMAN = """
Pat.-Nr.|Name|Geb.-Datum|Alter|Geschlecht|OP-Datum|Höhe|Zement (ml)|VAS prä|VAS 1 Tag|VAS 4 Wochen|Leckage|Ort der Leckage|Nachsorge|Bemerkung
P1|Muster|01.02.1940|79|w|13.05.2019|Th12/L1|4,5|80|30|20|ja|Bandscheibe|20.05.2020|x
P2|Beispiel|01.02.1942|77|m|14.05.2019|L1|3,0|90|25|k.A.|nein||20.06.2020|
P3|Probe|01.02.1950|69|w|02.06.2019|BWK 12|3,5|75|45|30|nein|||
"""  # noqa: E501
ENGLISH = """
ID|Age (yrs)|Sex|Level|VAS pre|VAS post 24h|VAS post 1m|Leak Y/N|Leak level|Cement ml
1|79|F|T12-L1|8|3|2|Y|L1|4.5
2|81|M|L2|9|2|999|N||3
3|66|F|L1|7|4|3|N||2.5
"""


def guessed(text: str) -> Guess:
    return guess([preview_of(text)], "Our Clinic 2019")


def columns(found: Guess, sheet: int = 0) -> dict[str, str]:
    mapped = found.mapping.sheets[sheet].columns
    return {heading: ", ".join(map(str, targets)) for heading, targets in mapped.items()}


def asked(found: Guess, subject: str) -> Question:
    (question,) = [question for question in found.questions if question.subject == subject]
    return question


def with_answers(found: Guess, **answers: str) -> Mapping:
    """The mapping with the first option of every question, or the one that is given."""
    mapping = found.mapping
    for question in found.questions:
        label = answers.get(question.subject, question.options[0].label)
        (option,) = [option for option in question.options if option.label == label]
        mapping = answered(mapping, question, option)
    return mapping


def test_a_german_sheet_with_one_row_a_procedure() -> None:
    found = guessed(GERMAN)
    (sheet,) = found.mapping.sheets
    assert columns(found) == {
        "Pat.-Nr.": "patient_id",
        "Alter": "procedure.age",
        "Geschlecht": "patient.sex",
        "OP-Datum": "procedure.procedure_date",
        "Höhe": "treated_level.level",
        "Zement (ml)": "treated_level.cement_ml",
        "VAS prä": "visit.pain_raw @ baseline",
        "VAS 1 Tag": "visit.pain_raw @ 24 h",
        "Leckage": "treated_level.leak",
        "Ort der Leckage": "leak.site",
        "Nachsorge": "visit.date @ last",
    }
    assert (sheet.rows, sheet.decimal, sheet.dates) == ("procedure", ",", "DMY")
    assert list(sheet.constants.values()) == ["VAS 0-100"]
    assert sheet.codes == {
        "Geschlecht": {"w": "female", "m": "male"},
        "Leckage": {"ja": "yes", "nein": "no"},
        "Ort der Leckage": {"Bandscheibe": "disc"},
    }
    assert sheet.missing == ("k.A.",)
    assert sheet.ignored == ("Name", "Geb.-Datum")
    assert "identifies a person" in found.reasons[0, "Name"]
    assert found.reasons[0, "Geschlecht"] == "heading 'Geschlecht', values w, m"
    assert found.mapping.name == "our-clinic-2019"


def test_its_answers_make_it_sound() -> None:
    found = guessed(GERMAN)
    assert "which visit" in asked(found, "VAS 4 Wochen").text.lower()
    assert "looked for" in asked(found, "treated_level.leak_assessment").text
    mapping = with_answers(found, **{"VAS 4 Wochen": "1 month", "nature": "patients"})
    assert problems_of(mapping) == ()
    assert str(mapping.sheets[0].columns["VAS 4 Wochen"][0]) == "visit.pain_raw @ 1 month"
    assert from_yaml(to_yaml(mapping)) == mapping


def test_an_english_sheet_whose_scale_and_missing_code_are_asked() -> None:
    found = guessed(ENGLISH)
    assert columns(found)["VAS post 1m"] == "visit.pain_raw @ 1 month"
    assert columns(found)["Leak Y/N"] == "treated_level.leak"
    assert columns(found)["Leak level"] == "leak.level"
    assert found.mapping.sheets[0].decimal == "."
    assert "highest value seen is 9" in asked(found, "visit.pain_scale").text
    assert "'999'" in asked(found, "VAS post 1m").text
    mapping = with_answers(found, **{"visit.pain_scale": "NRS 0-10"})
    assert problems_of(mapping) == ()
    assert mapping.sheets[0].codes["VAS post 1m"] == {"999": ""}


BASE = "ID|Sex|Level|Age|VAS pre{more}\n1|F|L1|70|{pain}{one}\n2|M|L2|71|3{two}\n"


def with_column(heading: str, one: str, two: str, pain: str = "8") -> Guess:
    more = {"more": f"|{heading}", "one": f"|{one}", "two": f"|{two}"}
    return guessed(BASE.format(pain=pain, **more))


@pytest.mark.parametrize(
    ("one", "two", "order"),
    [
        ("13.05.2019", "01.02.2019", "DMY"),
        ("05/13/2019", "01/02/2019", "MDY"),
        ("2019-05-13", "2019-02-01", "YMD"),
    ],
)
def test_an_order_of_dates_that_shows_is_guessed(one: str, two: str, order: str) -> None:
    found = with_column("Procedure date", one, two)
    assert found.mapping.sheets[0].dates == order
    assert not [question for question in found.questions if question.subject == "dates"]


@pytest.mark.parametrize(
    ("one", "two"), [("05.06.2019", "01.02.2019"), ("13/05/2019", "05/13/2019")]
)
def test_an_order_of_dates_that_does_not_show_is_asked(one: str, two: str) -> None:
    """Every day and month up to 12, or a sheet that contradicts itself."""
    found = with_column("Procedure date", one, two)
    assert found.mapping.sheets[0].dates == "YMD"  # in which none of them can be read
    assert {option.value for option in asked(found, "dates").options} == {"DMY", "MDY"}


@pytest.mark.parametrize(
    ("pain", "scale"), [("80", "VAS 0-100"), ("7.5", "VAS 0-10"), ("8", ""), ("101", "")]
)
def test_a_pain_scale_is_guessed_only_where_the_values_tell(pain: str, scale: str) -> None:
    found = with_column("Notes", "a", "b", pain)
    assert list(found.mapping.sheets[0].constants.values()) == ([scale] if scale else [])
    assert bool(scale) != any(q.subject == "visit.pain_scale" for q in found.questions)


def test_numeric_codes_of_sex_are_always_asked() -> None:
    found = guessed("ID|Sex|Level|VAS pre\n1|1|L1|80\n2|2|L2|70\n")
    assert found.mapping.sheets[0].codes == {}
    texts = [question.text for question in found.questions if question.subject == "Sex"]
    assert ["'1'" in texts[0], "'2'" in texts[1]] == [True, True]
    assert with_answers(found).sheets[0].codes == {"Sex": {"1": "female", "2": "female"}}


def test_a_man_and_a_woman_in_spanish_are_asked() -> None:
    """M is mujer beside H (hombre), and male beside F."""
    found = guessed("ID|Sexo|Nivel|EVA pre\n1|H|L1|80\n2|M|L2|70\n")
    assert len([question for question in found.questions if question.subject == "Sexo"]) == 2


def test_without_a_column_of_sex_it_is_asked() -> None:
    found = guessed("ID|Level|VAS pre\n1|L1|80\n")
    assert asked(found, "patient.sex").options[0].value == "unknown"
    assert problems_of(with_answers(found)) == ()


@pytest.mark.parametrize(
    ("heading", "one", "two", "target"),
    [
        ("whatever", "Th12/L1", "BWK 12", "treated_level.level"),
        ("xyz", "weiblich", "männlich", "patient.sex"),
        ("Complications", "haematoma", "infection", "complication.type"),
        ("Surgeon", "A", "B", "procedure.operator"),
        ("Cement ml", "3.5/4", "3 / 4 / 2.5", "treated_level.cement_ml"),
        ("Etiology", "Osteoporose", "Trauma", "procedure.etiology"),
        ("Narkose", "LA", "Vollnarkose", "procedure.anaesthesia"),
        ("ODI 12 Monate", "30", "40", "visit.odi @ 12 months"),
        ("Ambulation FU", "Rollator", "Stock", "visit.ambulation @ last"),
        ("Relief 24h", "+", "-", "visit.reported_relief @ 24 h"),
        ("Notes", "a", "b", ""),
        ("Telefon", "123", "456", ""),
        ("First name", "Eve", "Ann", ""),
        ("Age at menopause", "50", "51", ""),
        ("VAS 6 weeks", "2", "3", ""),
        ("VAS post", "2", "3", ""),
        ("ODI", "2", "3", ""),
        ("Guidance", "by hand", "none", ""),
    ],
)
def test_a_column_is_known_by_heading_and_values_or_left(
    heading: str, one: str, two: str, target: str
) -> None:
    more = {"Level": "Height"} if "level" in target else {"Sex": "S"} if "sex" in target else {}
    text = BASE.format(pain=8, more=f"|{heading}", one=f"|{one}", two=f"|{two}")
    for old, new in more.items():  # the column that would be taken for it otherwise
        text = text.replace(old, new).replace("L1|", "a|").replace("L2|", "b|")
        text = text.replace("|F|", "|a|").replace("|M|", "|b|") if old == "Sex" else text
    assert columns(guessed(text)).get(heading, "") == target


@pytest.mark.parametrize("heading", ["Age at menopause", "VAS 6 weeks", "VAS post", "ODI"])
def test_a_column_that_might_be_something_is_asked_about(heading: str) -> None:
    question = asked(with_column(heading, "50", "51"), heading)
    assert {option.part for option in question.options} == {"columns", "ignored"}


def test_the_answer_not_read_leaves_a_column_out() -> None:
    found = with_column("VAS post", "50", "51")
    question = asked(found, "VAS post")
    assert answered(found.mapping, question, question.options[-1]).sheets[0].ignored == (
        "VAS post",
    )


LONG = "Patient ID|Visit|Date|ODI|VAS\n1|Baseline|2019-05-13|40|80\n1|3 Monate|2019-08-20|20|30\n"
LEVELS = "Patient ID|Level|Cement ml\n1|L1|3.5\n1|L2|4\n2|T12|3\n"


def test_what_one_row_is_follows_from_the_columns_and_a_repeated_key() -> None:
    found = guess([preview_of(t, n) for t, n in ((ENGLISH, "A"), (LEVELS, "B"), (LONG, "C"))], "x")
    assert [sheet.rows for sheet in found.mapping.sheets] == ["procedure", "treated_level", "visit"]
    assert [sheet.sheet for sheet in found.mapping.sheets] == ["A", "B", "C"]
    assert found.previews == (0, 1, 2)
    assert columns(found, 2)["VAS"] == "visit.pain_raw"
    assert found.mapping.sheets[2].codes["Visit"]["3 Monate"] == "3 months"
    assert {option.value for option in asked(found, "Date").options} == {
        "visit.date",
        "procedure.procedure_date",
    }


def test_the_dictionarys_own_tables_are_known_and_other_sheets_left_alone() -> None:
    """Authority: dictionary.py; the exported workbook has a sheet About beside the tables."""
    tables = [
        preview_of("|".join(source.column_names) + "\n" + "|" * (len(source.columns) - 1), name)
        for source in SOURCE_FILES
        for name in [source.name]
    ]
    found = guess([*tables, preview_of("About|this\na|b\n", "About")], "own")
    assert [sheet.rows for sheet in found.mapping.sheets] == [s.name for s in SOURCE_FILES]
    assert problems_of(found.mapping) == ()
    assert "it is not read" in found.reasons[len(SOURCE_FILES), ""]
    assert [question.subject for question in found.questions] == ["nature"]


def test_sheets_without_a_common_key_are_asked_about() -> None:
    one = "Patient ID|Sex|Procedure date|Level\n1|F|2019-05-13|L1\n"
    found = guess([preview_of(one, "A"), preview_of(LONG, "B")], "x")
    assert any("told apart" in problem for problem in problems_of(found.mapping))
    assert problems_of(with_answers(found)) == ()


@pytest.mark.parametrize(
    ("text", "point"),
    [
        *{
            "pre": "baseline",
            "VAS prä": "baseline",
            "präop.": "baseline",
            "vor OP": "baseline",
        }.items(),
        *{"avant": "baseline", "t0": "baseline", "baseline_arm_1": "baseline"}.items(),
        *{
            "24h": "24 h",
            "post 24 h": "24 h",
            "1d": "24 h",
            "Tag 1": "24 h",
            "day 1": "24 h",
        }.items(),
        *{"1 week": "1 wk", "1w": "1 wk", "7 days": "1 wk", "1 Woche": "1 wk"}.items(),
        *{"1m": "1 month", "1 mo": "1 month", "1 Monat": "1 month", "m1": "1 month"}.items(),
        *{"3 mois": "3 months", "3_months_arm_2": "3 months", "12 meses": "12 months"}.items(),
        *{"1 year": "12 months", "2 Jahre": "24 months", "2y": "24 months"}.items(),
        *{"last": "last", "FU": "last", "Follow-up": "last", "letzte Nachsorge": "last"}.items(),
        *{
            "FU 3 months": "3 months",
            "4 weeks": "",
            "post": "",
            "5": "",
            "1 ml": "",
            "": "",
        }.items(),
        *{"3 months to 6 months": "", "1J": "", "pre and last": ""}.items(),
    ],
)
def test_a_visit_in_five_languages(text: str, point: str) -> None:
    assert read_timepoint(text)[0] == point


@pytest.mark.parametrize(
    "heading",
    [
        *("Name", "Nachname", "Patient name", "Vorname", "Adresse", "Straße", "Phone number"),
        *("E-Mail", "PLZ", "Apellidos", "Téléphone", "Versichertennummer"),
    ],
)
def test_what_identifies_a_person_is_never_a_field(heading: str) -> None:
    assert read_heading(heading).field == "person"
    assert heading not in columns(with_column(heading, "a", "b"))
