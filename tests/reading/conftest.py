import pytest

from narrate.reading.frontend import FrontEnd
from narrate.reading.lexicon import Lexicon
from narrate.reading.policy import SayingPolicy


@pytest.fixture(scope="session")
def front_end() -> FrontEnd:
    return FrontEnd(Lexicon(), SayingPolicy())
