"""A Python client made by openapi-generator from the served document walks the original API and typed procedures.

Called with the folder of the generated package and the API's address; prints `ok` at its end.
"""

import json
import sys

sys.path.insert(0, sys.argv[1])

import fluentfusion  # noqa: E402
from fluentfusion.api import auth_api, lessons_api, progress_api, recommendations_api, users_api  # noqa: E402
from fluentfusion.api import t_rpc_api  # noqa: E402
from fluentfusion.exceptions import ApiException  # noqa: E402

configuration = fluentfusion.Configuration(host=sys.argv[2])
with fluentfusion.ApiClient(configuration) as client:
    auth = auth_api.AuthApi(client)
    account = fluentfusion.Registration(
        username="made by a tool",
        email="tool@example.org",
        password="imigongo and hills",
        user_type="tourist",
        target_language="kinyarwanda",
    )
    user = auth.post_api_auth_register(registration=account)
    assert user.username == "made by a tool", user
    try:
        auth.post_api_auth_register(registration=account)
        raise AssertionError("the same address twice")
    except ApiException as error:
        assert error.status == 400, error
        assert "detail" in json.loads(error.body), error.body

    configuration.access_token = auth.post_api_auth_login(
        username="tool@example.org", password="imigongo and hills"
    ).access_token
    assert users_api.UsersApi(client).get_api_users_me().email == "tool@example.org"
    lessons = lessons_api.LessonsApi(client)
    listed = lessons.get_api_lessons(limit=2)
    assert len(listed) == 2, listed
    # Made into no object: this generator's Python knows no choice between kinds, as the exercises are.
    raw = lessons.get_api_lessons_lesson_id(listed[0].lesson_id, _preload_content=False)
    lesson = json.loads(raw.data)
    assert len(lesson["content"]["phrases"]) > 0 and len(lesson["exercises"]) > 0, lesson
    progress = progress_api.ProgressApi(client)
    progress.post_api_progress(
        progress_report=fluentfusion.ProgressReport(
            lesson_id=listed[0].lesson_id, score=80, time_spent=60, exercises_completed=4, total_exercises=4
        )
    )
    assert len(progress.get_api_progress()) == 1
    assert len(recommendations_api.RecommendationsApi(client).get_api_recommendations()) > 0

    procedures = t_rpc_api.TRPCApi(client)
    assert procedures.me_get().result.data.email == "tool@example.org"
    assert procedures.me_update({"timeZone": "Europe/Paris"}).result.data.time_zone == "Europe/Paris"
    plan = {"arrivalOn": None, "minutesPerDay": 20, "situations": ["food"]}
    assert procedures.plan_set(plan).result.data.minutes_per_day == 20
    assert procedures.plan_get().result.data.minutes_per_day == 20
    assert procedures.streak_get().result.data.days == 0
    assert len(procedures.badges_list().result.data.items) > 0
    assert procedures.progress_summary().result.data.target_language == "kinyarwanda"
    try:
        procedures.plan_set({**plan, "minutesPerDay": -1})
        raise AssertionError("minutes below none")
    except ApiException as error:
        assert json.loads(error.body)["error"]["data"]["code"] == "INPUT_INVALID", error.body
print("ok")
