/** Where an app or a tool keeps its refresh token between runs. Browsers need none: theirs is in a cookie. */
export interface TokenStore {
  load(): Promise<string | null>;
  save(refreshToken: string): Promise<void>;
  clear(): Promise<void>;
}

/** Forgets with the process. */
export function memoryTokenStore(): TokenStore {
  let kept: string | null = null;
  return {
    load: async () => kept,
    save: async (refreshToken) => {
      kept = refreshToken;
    },
    clear: async () => {
      kept = null;
    },
  };
}
