import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";
import "./tabs.css";

interface TabsProps {
  readonly label: string;
  readonly tabs: readonly { readonly id: string; readonly label: ReactNode; readonly content: ReactNode }[];
}

/** Views of one thing, of which one shows; arrow keys move between them. Pages with an address are `SubNav`. */
export function Tabs({ label, tabs }: TabsProps) {
  return (
    <Base.Root className="tabs" defaultValue={tabs[0]?.id}>
      <Base.List className="tabs-list" aria-label={label}>
        {tabs.map(({ id, label: name }) => (
          <Base.Tab key={id} value={id} className="tabs-tab">
            {name}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map(({ id, content }) => (
        <Base.Panel key={id} value={id} className="tabs-panel">
          {content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
