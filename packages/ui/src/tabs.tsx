import type { ReactNode } from "react";
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from "react-aria-components";
import { Localized } from "./picker.tsx";
import "./styles/arranged.css";

export interface TabEntry<Id extends string = string> {
  id: Id;
  title: string;
  /** Shown after the title, for example a count. */
  count?: number | undefined;
  panel: ReactNode;
}

/** Panels of which one shows; the others are not in the page. `label` names the tabs as a whole. Arrows go from tab to tab. */
export function Tabs<Id extends string>({
  label,
  tabs,
  chosen,
  onChosen,
}: {
  label: string;
  tabs: readonly TabEntry<Id>[];
  chosen: Id;
  onChosen: (id: Id) => void;
}) {
  return (
    <Localized>
      <AriaTabs
        className="r-tabs"
        selectedKey={chosen}
        onSelectionChange={(key) => {
          const tab = tabs.find(({ id }) => id === key);
          if (tab !== undefined && tab.id !== chosen) onChosen(tab.id);
        }}
      >
        <TabList className="r-tab-list" aria-label={label}>
          {tabs.map(({ id, title, count }) => (
            <Tab key={id} id={id} className="r-tab">
              {title}
              {count !== undefined && <span className="r-tab-count">{count}</span>}
            </Tab>
          ))}
        </TabList>
        {tabs.map(({ id, panel }) => (
          <TabPanel key={id} id={id} className="r-tab-panel">
            {panel}
          </TabPanel>
        ))}
      </AriaTabs>
    </Localized>
  );
}
