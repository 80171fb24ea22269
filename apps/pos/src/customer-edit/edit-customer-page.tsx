import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { getCustomerAtStore } from "@rapport/contract/customers";
import { Loaded, SkeletonLines } from "@rapport/ui";
import { ask } from "@rapport/app-shell";
import "./customer-edit.css";
import { EditCustomerForm } from "./edit-customer-form.tsx";

const route = getRouteApi("/signed-in/customers/$customerId/edit");

/** Changes what is kept of a customer (R26). */
export function EditCustomerPage() {
  const { customerId } = route.useParams();
  // The form begins with what is stored now, and then keeps what it was opened with.
  const form = useQuery({
    queryKey: ["customer-form", customerId],
    queryFn: () => ask(getCustomerAtStore, { params: { customerId } }),
    staleTime: Infinity,
    gcTime: 0,
  });
  return (
    <main className="page customer-edit">
      <Loaded query={form} skeleton={<SkeletonLines />}>
        {(opened) => <EditCustomerForm key={customerId} opened={opened} />}
      </Loaded>
    </main>
  );
}
