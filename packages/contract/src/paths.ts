import { z } from "zod";
import { CustomerId, LegalEntityCode } from "./ids.ts";

export const LegalEntityPath = z.object({ legalEntity: LegalEntityCode });

export const CustomerPath = z.object({ customerId: CustomerId });
