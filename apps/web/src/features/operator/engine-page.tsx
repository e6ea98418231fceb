import { useWords } from "../staff/words.tsx";
import { Experiments } from "./experiments.tsx";
import { Jobs } from "./jobs.tsx";
import { Models } from "./models.tsx";
import { OperatorFrame } from "./operator-frame.tsx";

/** How the learner model stands, the long jobs, and the experiments. */
export default function EnginePage() {
  const { w } = useWords();
  return (
    <OperatorFrame title={w("operator.engine")}>
      <Models />
      <div className="columns">
        <Jobs />
        <Experiments />
      </div>
    </OperatorFrame>
  );
}
