import { prepareBlend, type Blend } from "./blend.ts";
import type { BeliefScales } from "./belief-scales.ts";
import type { Query } from "./event.ts";
import { UNKNOWN_GROUP, UNKNOWN_ITEM, type GroupFacts, type ItemFacts, type Subject } from "./facts.ts";
import type { Model } from "./model.ts";

export interface PreparedModel {
  readonly items: ReadonlyMap<string, ItemFacts>;
  readonly skills: ReadonlyMap<string, GroupFacts>;
  readonly kinds: ReadonlyMap<string, GroupFacts>;
  readonly phases: readonly number[];
  readonly scales: BeliefScales;
  readonly blend: Blend;
}

const prepared = new WeakMap<Model, PreparedModel>();

/** Tables for look-up, made once for each model object. */
export function prepareModel(model: Model): PreparedModel {
  const known = prepared.get(model);
  if (known !== undefined) return known;
  const made = {
    items: new Map(
      model.items.map(
        ([id, first, again, answers, time, slowness, ...loadings]) =>
          [id, { first, again, answers, time, slowness, loadings }] as const,
      ),
    ),
    skills: new Map(model.skills.map(([name, ease, answers]) => [name, { ease, answers }] as const)),
    kinds: new Map(model.kinds.map(([name, ease, answers]) => [name, { ease, answers }] as const)),
    phases: model.phases,
    scales: model.scales,
    blend: prepareBlend(model.blend),
  };
  prepared.set(model, made);
  return made;
}

/** What the model knows of a query's item, skills and kind; unknown ones are usual ones. */
export function subjectOf(model: PreparedModel, query: Query): Subject {
  return {
    item: model.items.get(query.item) ?? UNKNOWN_ITEM,
    skills: query.skills.map((skill) => model.skills.get(skill) ?? UNKNOWN_GROUP),
    kind: model.kinds.get(query.kind) ?? UNKNOWN_GROUP,
    phases: model.phases,
    scales: model.scales,
  };
}
