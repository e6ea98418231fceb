import type { RouterOutputs } from "./types.ts";

type PackAnswer = RouterOutputs["sync"]["pack"];
export type Pack = PackAnswer["packs"][number];

/** A pack that is not what its signer signed: it is not kept. */
export class PackRefusedError extends Error {
  override readonly name = "PackRefusedError";
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

function toHex(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** `null` where the platform has no Ed25519; there the hash, which came over the same connection, must do. */
async function importKey({ publicKey }: PackAnswer["key"]): Promise<CryptoKey | null> {
  try {
    return await crypto.subtle.importKey("raw", fromBase64Url(publicKey), "Ed25519", false, ["verify"]);
  } catch {
    return null;
  }
}

/** Throws PackRefusedError unless all packs are as they were signed. */
export async function checkPacks(packs: readonly Pack[], signer: PackAnswer["key"]): Promise<void> {
  const key = await importKey(signer);
  for (const { id, text, sha256, signature } of packs) {
    const bytes = new TextEncoder().encode(text);
    const isWhole = toHex(await crypto.subtle.digest("SHA-256", bytes)) === sha256;
    const isSigned =
      key === null || (await crypto.subtle.verify("Ed25519", key, fromBase64Url(signature), bytes));
    if (!isWhole || !isSigned) throw new PackRefusedError(`pack ${id} is not what was signed`);
  }
}
