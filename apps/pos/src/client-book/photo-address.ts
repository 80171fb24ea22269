import type { CustomerId } from "@rapport/contract";

/** Where the photo of a customer is, as headquarters keeps it (HC8). Another photo has another address. */
export function photoAddress({ customerId, photo }: { customerId: CustomerId; photo: string | null }): string | undefined {
  return photo === null ? undefined : `/api/pos/customers/${customerId}/photo?v=${photo}`;
}
