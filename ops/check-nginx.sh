#!/usr/bin/env bash
# Tries docker/nginx.conf with a real nginx on this machine, before a server of your own and the built web app:
# `pnpm build`, `pnpm start`, then `bash ops/check-nginx.sh http://127.0.0.1:8000`. Needs Debian's nginx-light and curl. Says one
# line for each promise and fails when one is broken. The server must listen on 127.0.0.1; the nginx, and the names that it asks, are on the
# loopback, too, and end with the script.
set -uo pipefail
API=${1:?the address of a server}
PORT=${NGINX_PORT:-18933}
DNS_PORT=${DNS_PORT:-18934}
API_PORT=$(grep -oE '[0-9]+$' <<< "${API%/}")
cd "$(dirname "$0")/.."
if ! command -v nginx > /dev/null; then
  echo "SKIPPED: there is no nginx on this machine; nothing was checked"
  exit 0
fi
[ -f apps/web/dist/index.html ] || { echo "build the web app first: pnpm build"; exit 1; }

DIR=$(mktemp -d)
chmod 755 "$DIR"
cp -r apps/web/dist "$DIR/html"
{
  echo "pid $DIR/pid; error_log stderr warn; daemon off; events {}"
  echo "http { include /etc/nginx/mime.types; default_type application/octet-stream; access_log off;"
  for kind in client_body proxy fastcgi uwsgi scgi; do echo "${kind}_temp_path $DIR/$kind;"; done
  sed -e "s#listen 8080#listen 127.0.0.1:$PORT#" -e "s#/usr/share/nginx/html#$DIR/html#" -e "s#http://api:8000#http://api:$API_PORT#" \
    -e "s#resolver 127.0.0.11 valid=5s#resolver 127.0.0.1:$DNS_PORT valid=1s#" docker/nginx.conf
  echo "}"
} > "$DIR/nginx.conf"

# In the place of Docker's names: every name means what stands in a file. And an API that was made anew, at another address.
echo 127.0.0.1 > "$DIR/address"
node -e '
const [directory, dnsPort, apiPort] = process.argv.slice(1);
const names = require("node:dgram").createSocket("udp4");
names.on("message", (asked, from) => {
  const question = asked.subarray(12, asked.indexOf(0, 12) + 5);
  const head = Buffer.from([...asked.subarray(0, 2), 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0]);
  const address = require("node:fs").readFileSync(directory + "/address", "utf8").trim().split(".").map(Number);
  const answer = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0x0e, 0x10, 0, 4, ...address]);
  names.send(Buffer.concat([head, question, answer]), from.port, from.address);
});
names.bind(Number(dnsPort), "127.0.0.1");
require("node:http").createServer((_, res) => res.end("made anew")).listen(Number(apiPort), "127.0.0.2");
' "$DIR" "$DNS_PORT" "$API_PORT" &
NAMES=$!
NGINX=
trap 'kill $NAMES $NGINX; wait $NAMES $NGINX 2> /dev/null; rm -r "$DIR"' EXIT
nginx -t -c "$DIR/nginx.conf" || exit 1
nginx -c "$DIR/nginx.conf" &
NGINX=$!
URL=http://127.0.0.1:$PORT
for _ in $(seq 50); do curl -s -o /dev/null "$URL/" && break; sleep 0.1; done

FAILED=0
# promise NAME PATTERN TEXT: whether the text has a line like this; with ! before the pattern, whether it has none.
promise() {
  local name=$1 pattern=$2 text=$3 found=0
  grep -qiE -- "${pattern#!}" <<< "$text" && found=1
  [[ $pattern == !* ]] && found=$((1 - found))
  if [ $found = 1 ]; then echo "ok    $name"; else echo "WRONG $name"; sed 's/^/      /' <<< "$text" | head -30; FAILED=1; fi
}
head_of() { curl -s -m 20 -D - -o /dev/null "$@" | tr -d '\r'; }
bytes_of() { curl -s -m 20 -o /dev/null -w '%{size_download}' "$@"; }

PAGE=$(head_of "$URL/")
promise "a page is HTML" '^content-type: text/html' "$PAGE"
promise "a page is asked about each time" '^cache-control: no-cache$' "$PAGE"
promise "a page stands in no frame" "^content-security-policy: frame-ancestors 'none'" "$PAGE"
promise "a page has its type and no other" '^x-content-type-options: nosniff$' "$PAGE"
promise "a page tells where it is from to nobody" '^referrer-policy: strict-origin' "$PAGE"
promise "a page has no window of another site at its side" '^cross-origin-opener-policy: same-origin' "$PAGE"
promise "a page asks for no camera, place or microphone" '^permissions-policy: camera=\(\), geolocation=\(\), microphone=\(\)' "$PAGE"
promise "a page is asked for over HTTPS" '^strict-transport-security: max-age=31536000' "$PAGE"
promise "the version of nginx is not told" '!^server: nginx/' "$PAGE"
ETAG=$(sed -n 's/^etag: //Ip' <<< "$PAGE")
promise "an unchanged page is not sent again" '^HTTP/1.1 304' "$(head_of -H "if-none-match: $ETAG" "$URL/")"
promise "the page names the scripts that it may run" "script-src &#39;self&#39; &#39;sha256-" "$(curl -s "$URL/")"
promise "an address of the app's own is the app" '<div id="root">' "$(curl -s "$URL/lessons/some-lesson")"
promise "the service worker is asked about each time" '^cache-control: no-cache$' "$(head_of "$URL/sw.js")"
promise "the manifest has its type" '^content-type: application/manifest\+json' "$(head_of "$URL/manifest.webmanifest")"

SCRIPT=$URL$(grep -oE '/assets/app-[^"]+\.js' apps/web/dist/index.html | head -1)
ASSET=$(head_of "$SCRIPT")
promise "a built file is kept for a year" '^cache-control: public, max-age=31536000, immutable$' "$ASSET"
promise "a built file has its type and no other" '^x-content-type-options: nosniff$' "$ASSET"
promise "a built file is kept compressed and not apart" '^vary: accept-encoding' "$(head_of -H 'accept-encoding: gzip' "$SCRIPT")"
[ $(($(bytes_of -H 'accept-encoding: gzip' "$SCRIPT") * 2)) -lt "$(bytes_of "$SCRIPT")" ]
promise "a built file is less than half as long compressed" '^0$' "$?"
MISSING=$(head_of "$URL/assets/of-the-release-before.js")
promise "a built file that is gone is not the app" '^HTTP/1.1 404' "$MISSING"
promise "a built file that is gone is not kept as such" '!immutable' "$MISSING"

JSON='content-type: application/json'
GUEST=$(curl -s -H "$JSON" --data '{"userType":"tourist","targetLanguage":"kinyarwanda"}' "$URL/trpc/auth.guest")
TOKEN=$(grep -oE '"accessToken":"[^"]+"' <<< "$GUEST" | cut -d'"' -f4)
promise "the API is behind it" '.' "$TOKEN"
ME=$(head_of -H "authorization: Bearer $TOKEN" "$URL/trpc/me.get")
promise "an answer has the API's headers, once" "^content-security-policy: default-src 'none'; ?frame-ancestors 'none'" "$ME"
promise "an answer has its type and no other, said once" '^1$' "$(grep -ci '^x-content-type-options' <<< "$ME")"
promise "an answer is told to be kept as the API says" '^1$' "$(grep -ci '^cache-control' <<< "$ME")"
promise "a refusal has its type and no other" '^x-content-type-options: nosniff$' "$(head_of "$URL/trpc/me.get")"
promise "what an address is called by others counts for nothing" '!prizes' "$(curl -s -i -H 'host: prizes.example' "$URL/docs")"
promise "the document comes compressed" '^content-encoding: gzip' "$(head_of -H 'accept-encoding: gzip' "$URL/openapi.json")"
promise "too long a body is refused in the API's words" '"code":"TOO_LARGE"' "$(head -c 100000 /dev/zero | tr '\0' 'a' | curl -s -H "$JSON" --data-binary @- "$URL/trpc/auth.login")"
promise "a body of megabytes does not get through" '^HTTP/1.1 413' "$(head -c 3000000 /dev/zero | head_of -H "$JSON" --data-binary @- "$URL/trpc/auth.login")"

STREAM=$(curl -s -N -m 3 -i -H "authorization: Bearer $TOKEN" -H 'accept-encoding: gzip' "$URL/trpc/events.stream" | tr -d '\r')
promise "events are a stream" '^content-type: text/event-stream' "$STREAM"
promise "events come as they happen, not compressed" '^retry: ' "$STREAM"
promise "what is compressed is no stream" '!^content-encoding' "$STREAM"

# Two of three lines of a head, and no more: 0 where the connection was ended within 8 s.
UNFINISHED=$(exec 3<> "/dev/tcp/127.0.0.1/$PORT" && printf 'GET / HTTP/1.1\r\nhost: localhost\r\n' >&3 && timeout 8 cat <&3 > /dev/null; echo $?)
promise "headers that do not come are waited for no longer than by the API" '^0$' "$UNFINISHED"

echo 127.0.0.2 > "$DIR/address"
sleep 2
promise "an API that was made anew is found at its new address" '^made anew' "$(curl -s -m 5 "$URL/trpc/me.get")"
exit $FAILED
