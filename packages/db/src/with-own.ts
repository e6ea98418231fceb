/** The same object, with some of its properties replaced. */
export function withOwn<Client extends object>(
  client: Client,
  own: Readonly<Record<string, unknown>>,
): Client {
  return new Proxy(client, {
    get: (target, name, receiver) =>
      typeof name === "string" && Object.hasOwn(own, name)
        ? own[name]
        : (Reflect.get(target, name, receiver) as unknown),
  });
}
