import { z } from "zod";

/** Who answers for this installation. */
export const Contact = z.object({
  /** `null`: whoever runs it has named none. */
  email: z.string().nullable(),
});
export type Contact = z.infer<typeof Contact>;
