import fc from "fast-check";
import { expect, it } from "vitest";
import { UNKNOWN_ITEM } from "./facts.ts";
import { hearOthers, learnEase, learnedItem, learnedSkill } from "./learned-ease.ts";

const anyLogit = fc.double({ min: -4, max: 4, noNaN: true });
const anySubject = fc.record({
  item: fc
    .record({ first: anyLogit, again: anyLogit, answers: fc.nat(500) })
    .map((facts) => learnedItem({ ...UNKNOWN_ITEM, ...facts })),
  skills: fc.array(fc.record({ ease: anyLogit, answers: fc.nat(500) }).map(learnedSkill), { maxLength: 4 }),
});
const anyResidual = fc.double({ min: 0.001, max: 1, noNaN: true });

it("moves the usual ease towards the outcome for other learners, and leaves where ease and drift together are", () => {
  fc.assert(
    fc.property(anySubject, anyResidual, fc.boolean(), (subject, residual, unmet) => {
      hearOthers(subject, "Ada");
      const before = structuredClone(subject);
      learnEase(subject, residual, unmet);
      hearOthers(subject, "Ben");
      expect(subject.item.again).toBeGreaterThan(before.item.again);
      expect(subject.item.again + subject.item.drift).toBeCloseTo(before.item.again, 9);
      expect(subject.item.first - before.item.first).toBeGreaterThan(
        unmet ? subject.item.again - before.item.again : 0,
      );
      expect(subject.item.answers).toBe(before.item.answers + 1);
      for (const [index, skill] of subject.skills.entries()) {
        const ease = before.skills[index]?.ease ?? Number.NaN;
        expect(skill.ease).toBeGreaterThan(ease);
        expect(skill.ease + skill.drift).toBeCloseTo(ease, 9);
      }
    }),
  );
});

it("tells no learner what they answered themselves, however often", () => {
  fc.assert(
    fc.property(anySubject, fc.array(anyResidual, { minLength: 1, maxLength: 9 }), (subject, residuals) => {
      hearOthers(subject, "Ada");
      const { first, again, answers } = subject.item;
      const eases = subject.skills.map(({ ease }) => ease);
      for (const residual of residuals) {
        learnEase(subject, residual, true);
        hearOthers(subject, "Ada");
      }
      expect(subject.item).toMatchObject({ first, again, answers });
      expect(subject.skills.map(({ ease }) => ease)).toEqual(eases);
    }),
  );
});

it("knows less of where an ease is that was asked for less", () => {
  const [rare, often] = [learnedSkill({ ease: 0, answers: 5 }), learnedSkill({ ease: 0, answers: 500 })];
  expect(rare.driftVariance).toBeGreaterThan(often.driftVariance);
  for (const skill of [rare, often]) {
    const subject = { item: learnedItem(UNKNOWN_ITEM), skills: [skill] };
    hearOthers(subject, "Ada");
    learnEase(subject, 0.5, false);
    hearOthers(subject, "Ben");
  }
  expect(rare.ease).toBeGreaterThan(often.ease);
});
