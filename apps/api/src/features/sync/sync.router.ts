import {
  EmergencyPack,
  PackAnswer,
  PackInput,
  PullAnswer,
  PullInput,
  PushAnswer,
  PushInput,
} from "@fluentfusion/contract";
import { learnerProcedure, publicProcedure, router } from "../../trpc/procedures.ts";
import { getEmergencyPack, listPacks } from "./packs.service.ts";
import { pullLog } from "./pull.service.ts";
import { pushEvents } from "./push.service.ts";

export const syncRouter = router({
  push: learnerProcedure
    .meta({ cost: 10 })
    .input(PushInput)
    .output(PushAnswer)
    .mutation(({ ctx, input }) => pushEvents(ctx, input)),
  pull: learnerProcedure
    .meta({ cost: 2 })
    .input(PullInput)
    .output(PullAnswer)
    .query(({ ctx, input }) => pullLog(ctx, input)),
  pack: learnerProcedure
    .meta({ cost: 5 })
    .input(PackInput)
    .output(PackAnswer)
    .query(({ ctx, input }) => listPacks(ctx, input)),
  emergencyPack: publicProcedure
    .meta({ cacheSeconds: 3600 })
    .output(EmergencyPack)
    .query(({ ctx }) => getEmergencyPack(ctx)),
});
