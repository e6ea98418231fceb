import { USUAL_SCALES } from "./belief-scales.ts";
import { KNOTS } from "./broken-line.ts";
import { FEATURE_NAMES } from "./features/describe.ts";
import { MODEL_FORMAT, type Model } from "./model.ts";

/** What was given is not a model that this version can use. */
export class ModelError extends Error {
  override readonly name = "ModelError";
}

/**
 * A model from parsed JSON, e.g. of a file.
 *
 * @throws ModelError when it is of another format or other features, or holds a number that is not finite
 */
export function readModel(json: unknown): Model {
  if (!(json instanceof Object) || !("format" in json)) throw new ModelError("This is not a learner model");
  if (json.format !== MODEL_FORMAT) {
    throw new ModelError(`This model has format ${String(json.format)}; this version reads ${MODEL_FORMAT}`);
  }
  const model = json as Model;
  if (JSON.stringify(model.features) !== JSON.stringify(FEATURE_NAMES)) {
    throw new ModelError("This model was fitted on other features; fit it again");
  }
  if (!isWhole(model)) throw new ModelError("This model is damaged; fit it again");
  return model;
}

function isWhole({ scales, phases, items, skills, kinds, blend }: Model): boolean {
  const width = FEATURE_NAMES.length;
  const tables = [items, skills, kinds];
  if (!tables.every((table) => Array.isArray(table) && table.every(isNamedRow))) return false;
  if (!isScales(scales)) return false;
  if (!isNumbers(phases) || !(blend instanceof Object) || !Array.isArray(blend.networks)) return false;
  const rows = [blend.means, blend.scales, blend.linear];
  return (
    rows.every((row) => isNumbers(row) && row.length === width) &&
    isNumbers([blend.bias]) &&
    isNumbers(blend.calibration) &&
    blend.calibration.length === KNOTS &&
    blend.networks.every(
      ({ hidden, biases, output, bias }) =>
        isNumbers([bias]) &&
        isNumbers(hidden) &&
        isNumbers(biases) &&
        isNumbers(output) &&
        hidden.length === biases.length * width &&
        output.length === biases.length,
    )
  );
}

function isScales(scales: unknown): boolean {
  return (
    scales instanceof Object && isNumbers(Object.keys(USUAL_SCALES).map((kind) => Reflect.get(scales, kind)))
  );
}

function isNumbers(values: unknown): values is number[] {
  return Array.isArray(values) && values.every((value) => Number.isFinite(value));
}

function isNamedRow(row: unknown): boolean {
  return Array.isArray(row) && typeof row[0] === "string" && isNumbers(row.slice(1));
}
