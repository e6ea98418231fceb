/** What a chart is drawn with. It weighs more than most pages, so `useDrawn` fetches it when there is a chart to draw. */
export { Tabs } from "../../tabs.tsx";
export { BarChart } from "./bar-chart.tsx";
export { IntervalMark } from "./interval-mark.tsx";
export { ShareRows } from "./share-rows.tsx";
export { SignedBars } from "./signed-bars.tsx";
