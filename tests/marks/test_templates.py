import pytest
from django.template import Context, Engine
from django.utils import translation

from tracemark.marks.rules import align, read_cell, read_mark
from tracemark.register.models import Mark as MarkRow

ENGINE = Engine(
    app_dirs=True,
    libraries={"marks": "tracemark.marks.templatetags.marks", "i18n": "django.templatetags.i18n"},
)


def shown(source, **context):
    with translation.override("en"):
        return ENGINE.from_string("{% load marks %}" + source).render(Context(context))


def test_a_mark_is_set_left_to_right_with_what_is_uncertain_marked():
    html = shown("{% mark_text mark %}", mark=read_mark("C?71(3)"))
    assert '<bdi dir="ltr" class="mark"' in html
    assert '<span class="mark-unreadable" title="Unreadable">?</span>' in html
    assert '<span class="mark-doubtful" title="Doubtful">3</span>' in html


def test_an_absent_mark_is_shown_in_words():
    assert (
        shown("{% mark_text mark %}", mark=read_mark("ground off")).strip()
        == '<span class="mark-absent">Removed</span>'
    )


def test_a_row_of_the_register_is_shown_like_a_mark_of_the_rules():
    row = MarkRow(role="serial", verbatim="AB1234", normalized="AB1234", certainty="======")
    assert shown("{% mark_text mark %}", mark=row) == shown("{% mark_text mark %}", mark=read_mark("AB1234"))


def test_a_symbol_and_a_position_are_said_beside_the_mark():
    _, factory, part = read_cell("66 in triangle 10121943 / barrel 6348").marks
    assert "in a triangle" in shown("{% mark_text mark %}", mark=factory)
    assert "(barrel)" in shown("{% mark_text mark %}", mark=part)


def test_a_mark_cannot_smuggle_markup_into_the_page():
    html = shown("{% mark_text mark %}", mark=read_mark('1"><script>'))
    assert "<script>" not in html


def test_a_comparison_says_by_sign_class_and_words_what_differs():
    html = shown("{% mark_comparison comparison %}", comparison=align("CT4208", "CT420B"))
    assert html.count('class="mark mark-column-confusable"') == 2
    assert "≈" in html
    assert "Place 6" in html
    assert "Look alike" in html


def test_a_comparison_of_equal_marks_says_that_nothing_differs():
    assert "Nothing differs." in shown("{% mark_comparison comparison %}", comparison=align("A1", "A1"))


@pytest.mark.parametrize(("typed", "step"), [("АB 1", "Spaces left out"), ("SN: 1", "The word in front")])
def test_steps_are_told_in_words(typed, step):
    html = shown('{% include "marks/_steps.html" %}', mark=read_cell(typed).marks[0])
    assert step in html
