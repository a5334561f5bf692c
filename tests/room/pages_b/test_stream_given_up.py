"""A browser gives a stream up that was answered with an error; the page opens it again."""

from __future__ import annotations

from typing import Any

from seated import ARN, BEL, Seated
from test_seat_streams import serving


def test_a_stream_refused_once_is_opened_again(browser: Any, acting: Seated) -> None:
    with serving(acting) as served:
        cookies = [
            {"name": one.name, "value": one.value, "url": f"http://127.0.0.1:{served.port}"}
            for one in acting.client(BEL).cookies.jar
        ]
        context = browser.new_context()
        context.add_cookies(cookies)
        page = context.new_page()
        asked: list[str] = []

        def answer(route: Any) -> None:
            asked.append(route.request.url)
            if len(asked) == 1:
                route.fulfill(status=503, body="the record is out of reach")
            else:
                route.continue_()

        page.route("**/stream?*", answer)
        page.goto(f"http://127.0.0.1:{served.port}/1/{BEL}/board")
        served.say(ARN, "plenary", "We are ready.")
        page.wait_for_selector("#news:not([hidden])")
        assert len(asked) == 2
        context.close()
