/** The height of one of the rows of `ShareRows`. */
export const SHARE_ROW = 58;
const SCALE = 26;
/** The height of one of the rows of `SignedBars`. */
export const SIGNED_ROW = 46;

/** How high `ShareRows` are, known before they can be drawn. */
export const shareRowsHeight = (rows: number) => rows * SHARE_ROW + SCALE;

/** How high `SignedBars` are, known before they can be drawn. */
export const signedBarsHeight = (rows: number) => rows * SIGNED_ROW;
