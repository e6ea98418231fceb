#!/usr/bin/env bash
# What a stranger would run, against a server of your own on this machine: `bash ops/scan.sh http://127.0.0.1:8000`. Needs
# Debian's sqlmap and slowhttptest. Start the server with RATE_LIMIT_PER_MINUTE=0 TRUST_PROXY=1, so that each request can come
# from an address of its own: limits would end a scan before it has seen anything. Prints one line for each scan.
set -uo pipefail
TARGET=${1:?the address of a server}
OUT=$(mktemp -d)
PROXY_PORT=18932

# Adds a made-up address to each request.
node -e '
const http = require("node:http");
const target = new URL(process.argv[1]);
http.createServer((req, res) => {
  const address = [203, 0, 113].map(() => Math.floor(Math.random() * 250) + 1).join(".") + ".7";
  const headers = { ...req.headers, "x-forwarded-for": address };
  const sent = http.request({ hostname: target.hostname, port: target.port, method: req.method, path: req.url, headers }, (got) => {
    res.writeHead(got.statusCode, got.headers);
    got.pipe(res);
  });
  sent.on("error", () => res.destroy());
  req.pipe(sent);
}).listen(Number(process.argv[2]), "127.0.0.1");
' "$TARGET" "$PROXY_PORT" &
PROXY=$!
trap 'kill $PROXY' EXIT
URL=http://127.0.0.1:$PROXY_PORT
for _ in $(seq 100); do curl -s -o /dev/null "$URL/health" && break; sleep 0.1; done

NAME=scan$RANDOM$RANDOM
ACCOUNT='{"username":"'$NAME'","email":"'$NAME'@example.org","password":"imigongo and hills","userType":"tourist","targetLanguage":"kinyarwanda"}'
TOKEN=$(curl -s "$URL/trpc/auth.register" -H 'content-type: application/json' -d "$ACCOUNT" |
  sed -n 's/.*"accessToken":"\([^"]*\)".*/\1/p')
[ -n "$TOKEN" ] || { echo "no account could be made at $TARGET"; exit 2; }

# Level 2 tries each parameter of the request, and cookies; the database is told, so that no time goes into others.
scan() {
  local name=$1
  shift
  sqlmap --batch --flush-session --output-dir "$OUT" --dbms postgresql --level 2 --risk 1 --threads 4 --time-sec 2 \
    --ignore-code 400,401,404,409,422 -H "Authorization: Bearer $TOKEN" "$@" > "$OUT/$name.log" 2>&1
  if grep -q "is vulnerable\|injectable with\|sqlmap identified the following injection" "$OUT/$name.log"; then
    echo "$name: FOUND SOMETHING, see $OUT/$name.log"
  elif grep -q "do not appear to be injectable" "$OUT/$name.log"; then
    echo "$name: nothing ($(grep -c "testing '" "$OUT/$name.log") kinds of injection, $(grep -c "WARNING.*does not seem to be injectable" "$OUT/$name.log") parameters)"
  else
    echo "$name: NOT RUN, see $OUT/$name.log"
  fi
}

JSON='Content-Type: application/json'
ID=e7a8f89a-dde2-5e43-a066-6fac15bae39b
scan lessons -u "$URL/api/lessons?target_language=kinyarwanda&difficulty=beginner&category=greetings&skip=0&limit=5"
scan lesson -u "$URL/api/lessons/$ID*"
scan register -u "$URL/api/auth/register" -H "$JSON" --data '{"username":"a*","email":"b*@example.org","password":"imigongo and hills*","user_type":"tourist*","target_language":"french*"}'
scan login -u "$URL/api/auth/login" --data "username=$NAME@example.org&password=wrong+and+wrong&totp_code=123456"
scan profile -u "$URL/api/users/me" --method PATCH -H "$JSON" --data '{"username":"'$NAME'*","target_language":"kinyarwanda*","profile_image":"https://example.org/a*"}'
scan progress -u "$URL/api/progress" -H "$JSON" --data '{"lesson_id":"'$ID'*","score":90,"time_spent":60,"exercises_completed":4,"total_exercises":4}'
scan trpc-list -u "$URL/trpc/lessons.list?input=%7B%22category%22%3A%22greetings*%22%7D"
scan trpc-login -u "$URL/trpc/auth.login" -H "$JSON" --data '{"email":"'$NAME'*@example.org","password":"wrong and wrong*"}'

# A thousand connections that dawdle, for half a minute each: in their headers, their bodies and their reading.
slow() {
  local name=$1
  shift
  slowhttptest -c 1000 -i 2 -r 200 -l 30 -p 3 -u "$TARGET/openapi.json" "$@" > "$OUT/$name.log" 2>&1 < /dev/null &
  local test=$!
  sleep 15
  local times
  times=$(for _ in $(seq 40); do curl -s -o /dev/null -w '%{time_total}\n' --max-time 5 "$TARGET/health"; done | sort -n)
  wait "$test"
  local end unavailable
  end=$(grep -ao 'Test ended on [0-9]*th second\|Exit status: .*' "$OUT/$name.log" | tail -2 | tr '\n' ' ' | sed 's/\x1b\[[0-9;]*[a-zA-Z]//g')
  unavailable=$(grep -ac 'service available:.*NO' "$OUT/$name.log")
  echo "$name: the slowest of 40 healthy requests in its midst took $(echo "$times" | tail -1) s; seen as away $unavailable times; ${end:-still open}"
}
slow slow-headers -H
slow slow-bodies -B -s 8192
slow slow-readers -X -w 10 -y 20 -n 5 -z 5 -k 3

echo "logs in $OUT"
