import type { TextFile } from "@fluentfusion/contract";

/** Hands a text over as a file of the browser's downloads. */
export function saveFile({ fileName, text }: TextFile): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
