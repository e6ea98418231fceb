"""A client of the original API, written with Python's standard library alone: what it expects must not change.

Usage: python3 original_client.py http://127.0.0.1:8000
"""

import json
import sys
import urllib.error
import urllib.parse
import urllib.request
import uuid

base = sys.argv[1].rstrip("/")


def call(method, path, body=None, token=None, form=False):
    headers = {}
    data = None
    if body is not None:
        data = urllib.parse.urlencode(body).encode() if form else json.dumps(body).encode()
        headers["Content-Type"] = "application/x-www-form-urlencoded" if form else "application/json"
    if token:
        headers["Authorization"] = "Bearer " + token
    request = urllib.request.Request(base + path, data=data, headers=headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.status, json.loads(response.read()), response.headers
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read()), error.headers


def expect(what, is_so):
    if not is_so:
        sys.exit("FAILED: " + what)
    print("ok: " + what)


status, body, _ = call("GET", "/")
expect("the root says what this is", status == 200 and {"message", "version", "docs"} <= set(body))
status, body, _ = call("GET", "/health")
expect("health has status and timestamp", status == 200 and {"status", "timestamp"} <= set(body))

name = "python " + uuid.uuid4().hex[:12]
email = name.replace(" ", ".") + "@example.org"
password = "a long password"
account = {
    "username": name,
    "email": email,
    "password": password,
    "user_type": "tourist",
    "target_language": "kinyarwanda",
}
status, user, _ = call("POST", "/api/auth/register", account)
expect("register answers 201", status == 201)
expect(
    "the user has the original's fields and no hash",
    {"user_id", "username", "email", "user_type", "target_language", "profile_image", "joined_date", "last_login"}
    <= set(user)
    and not any("password" in key or "hash" in key for key in user),
)
status, body, _ = call("POST", "/api/auth/register", account)
expect("a taken e-mail is 400 with a detail", status == 400 and isinstance(body["detail"], str))
status, body, _ = call("POST", "/api/auth/register/", {"email": "nobody"})
expect(
    "a bad body is 422 with loc, msg and type",
    status == 422 and all({"loc", "msg", "type"} <= set(one) and one["loc"][0] == "body" for one in body["detail"]),
)

status, body, headers = call("POST", "/api/auth/login", {"username": email, "password": "wrong"}, form=True)
expect(
    "a wrong password is 401 with WWW-Authenticate",
    status == 401
    and body["detail"] == "Incorrect email or password"
    and headers["WWW-Authenticate"] == "Bearer",
)
status, body, _ = call("POST", "/api/auth/login", {"username": email, "password": password}, form=True)
expect("login gives a bearer token", status == 200 and body["token_type"] == "bearer")
token = body["access_token"]

for path in ["/api/users/me", "/api/lessons/", "/api/progress/", "/api/badges/", "/api/recommendations/"]:
    status, body, _ = call("GET", path)
    expect("without a token " + path + " is 401", status == 401 and "detail" in body)

status, body, _ = call("GET", "/api/users/me", token=token)
expect("the signed-in user is who registered", status == 200 and body["user_id"] == user["user_id"])
status, body, _ = call("PATCH", "/api/users/me", {"user_type": "tourism_worker"}, token)
expect("the user can be changed", status == 200 and body["user_type"] == "tourism_worker")

status, lessons, _ = call("GET", "/api/lessons/?target_language=kinyarwanda&difficulty=beginner", token=token)
expect("lessons are listed without content", status == 200 and len(lessons) > 0 and "content" not in lessons[0])
expect("the filter holds", all(one["difficulty"] == "beginner" for one in lessons))
status, page, _ = call("GET", "/api/lessons?target_language=kinyarwanda&skip=1&limit=1", token=token)
status_all, everything, _ = call("GET", "/api/lessons?target_language=kinyarwanda", token=token)
expect("skip and limit walk a stable order", page[0]["lesson_id"] == everything[1]["lesson_id"] and len(page) == 1)
status, body, _ = call("GET", "/api/lessons?limit=101", token=token)
expect("a limit over 100 is 422", status == 422 and body["detail"][0]["loc"] == ["query", "limit"])
status, body, _ = call("GET", "/api/lessons?skip=-1", token=token)
expect("a negative skip is 422", status == 422)
status, lesson, _ = call("GET", "/api/lessons/" + lessons[0]["lesson_id"], token=token)
expect("a lesson has its content", status == 200 and {"vocabulary", "phrases", "cultural_notes"} <= set(lesson["content"]))
expect("and exercises without their answers", len(lesson["exercises"]) > 0 and '"accepted"' not in json.dumps(lesson))
for missing in [str(uuid.uuid4()), "no-such-lesson"]:
    status, body, _ = call("GET", "/api/lessons/" + missing, token=token)
    expect("a lesson that does not exist is 404", status == 404 and body["detail"] == "Lesson not found")

status, recommended, _ = call("GET", "/api/recommendations/", token=token)
expect("at most five are recommended", status == 200 and 0 < len(recommended) <= 5)
expect(
    "each with the original's fields",
    set(recommended[0])
    == {"lesson_id", "title", "description", "difficulty", "category", "duration", "reason", "confidence"},
)
expect(
    "a new learner gets beginner lessons",
    recommended[0]["difficulty"] == "beginner"
    and recommended[0]["reason"] == "Perfect for beginners"
    and recommended[0]["confidence"] == 0.9,
)

report = {
    "lesson_id": recommended[0]["lesson_id"],
    "score": 85,
    "time_spent": 300,
    "exercises_completed": 10,
    "total_exercises": 10,
}
status, body, _ = call("POST", "/api/progress/", report, token)
expect("progress can be reported", status in (200, 201) and body["lesson_id"] == report["lesson_id"])
status, body, _ = call("POST", "/api/progress/", dict(report, score=101), token)
expect("a score over 100 is 422", status == 422)
status, body, _ = call("POST", "/api/progress/", dict(report, lesson_id=str(uuid.uuid4())), token)
expect("progress in no lesson is 404", status == 404)
status, body, _ = call("GET", "/api/progress/", token=token)
expect("progress is read back", status == 200 and body[0]["score"] == 85 and body[0]["time_spent"] == 300)
status, after, _ = call("GET", "/api/recommendations/", token=token)
expect(
    "a completed lesson is not recommended again, and the reason changes",
    report["lesson_id"] not in [one["lesson_id"] for one in after]
    and after[0]["reason"] == "Based on your excellent progress",
)

status, body, _ = call("GET", "/api/badges/", token=token)
expect("badges are listed", status == 200 and len(body) > 0)
status, body, _ = call("GET", "/api/users/me/badges", token=token)
expect("a self-report earns no badge", status == 200 and body == [])

status, document, _ = call("GET", "/openapi.json")
expect("the OpenAPI document is served", status == 200 and document["openapi"].startswith("3.1"))
print("all of the original API is there")
