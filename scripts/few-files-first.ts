import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * Begins with the projects of few files, which are long, and ends with those of many, whose last ones are short: so no
 * processor is left alone with a long file at the end. Within a project the order is vitest's own.
 */
export class FewFilesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const counts = new Map<string, number>();
    for (const { project } of files) counts.set(project.name, (counts.get(project.name) ?? 0) + 1);
    const countOf = ({ project }: TestSpecification) => counts.get(project.name) ?? 0;
    // oxlint-disable-next-line unicorn/no-array-sort -- this one is the sequencer's, and leaves what it is given as it was
    const ordered = await super.sort(files);
    return ordered.toSorted((a, b) => countOf(a) - countOf(b));
  }
}
