"""Names of shapes in the API's description: one name, one shape, whatever room it is of."""

import ast
from collections import defaultdict

from tests.house.source import PACKAGE


def test_no_two_shapes_of_the_api_have_one_name() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for path in [*PACKAGE.glob("*/api.py"), *PACKAGE.glob("*/api/*.py"), PACKAGE / "config" / "problems.py"]:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef):
                places[node.name].append(str(path.relative_to(PACKAGE)))
    assert not {name: where for name, where in places.items() if len(where) > 1}
