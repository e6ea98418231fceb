import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { client } from "../../api.ts";
import { T } from "../../messages/use-messages.tsx";
import { Button } from "../../ui/button.tsx";
import { ErrorNotice } from "../../ui/notice.tsx";

const FILE = "fluentfusion-my-data.json";

type ExportedPage = Awaited<ReturnType<typeof client.api.me.export.query>>;

function save(tables: object): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(tables, null, 2)], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = FILE;
  link.click();
  URL.revokeObjectURL(url);
}

/** Collects all pages of what is kept about the learner, and hands them over as one file. */
export function ExportData() {
  const [count, setCount] = useState(0);
  const collect = useMutation({
    mutationFn: async () => {
      const tables: Record<string, unknown[]> = {};
      let cursor: string | null = null;
      let rows = 0;
      do {
        const page: ExportedPage = await client.api.me.export.query(cursor === null ? {} : { cursor });
        tables[page.table] = [...(tables[page.table] ?? []), ...page.rows];
        rows += page.rows.length;
        setCount(rows);
        cursor = page.nextCursor;
      } while (cursor !== null);
      save(tables);
    },
  });
  return (
    <>
      <p>
        <T of="profile.export.body" />
      </p>
      {collect.isError && <ErrorNotice error={collect.error} onRetry={() => collect.mutate()} />}
      <div className="row">
        <Button
          look="secondary"
          icon="download"
          busy={collect.isPending}
          onClick={() => {
            setCount(0);
            collect.mutate();
          }}
        >
          <T of="profile.export.start" />
        </Button>
        <p aria-live="polite">
          {collect.isPending && <T of="profile.export.running" with={{ count }} />}
          {collect.isSuccess && <T of="profile.export.done" with={{ count }} />}
        </p>
      </div>
    </>
  );
}
