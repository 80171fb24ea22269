import type { ColumnType, Generated, GeneratedAlways } from "kysely";

/** Every table of the operational store as Kysely sees it. Made of the migrations by `npm run golden`; not for editing. */
export interface Database {
  access_settings: {
    one: Generated<boolean>;
    require_second_factor: Generated<boolean>;
  };
  activity: {
    id: string;
    legal_entity: string;
    customer_id: string;
    worker_id: string;
    author: string;
    type_code: string;
    type_name: Json;
    happened_at: Time;
    written_at: Time;
    received_at: Time;
    title: string;
    text: string;
    version: Generated<number>;
    edited_at: Time | null;
    edited_by: string | null;
  };
  activity_type: {
    legal_entity: string;
    code: string;
    name: Json;
    position: Generated<number>;
    active: Generated<boolean>;
    version: Generated<number>;
    changed_at: GeneratedTime;
    changed_by: string | null;
  };
  activity_type_fetch: {
    legal_entity: string;
    store: string;
    types: Json;
    fetched_at: Time;
  };
  address_book: {
    legal_entity: string;
    code: string;
    name: string;
    active: Generated<boolean>;
    version: Generated<number>;
    changed_at: GeneratedTime;
    changed_by: string | null;
  };
  api_key: {
    id: Generated<string>;
    name: string;
    hash: Buffer;
    permissions: string[];
    created_at: GeneratedTime;
    revoked_at: Time | null;
    legal_entities: string[] | null;
    start: Generated<string>;
    expires_at: Time | null;
    last_used_at: Time | null;
    made_by: string | null;
    from_settings: Generated<boolean>;
  };
  approval: {
    token_hash: Buffer;
    session_hash: Buffer;
    permission: string;
    path: string;
    worker_id: string;
    expires_at: Time;
  };
  article_neighbour: {
    suite: string;
    article: string;
    neighbour: string;
    together: number;
    people: number;
    neighbour_people: number;
  };
  attribute: {
    legal_entity: string;
    code: string;
    definition: Json;
    version: Generated<number>;
    changed_at: GeneratedTime;
    changed_by: string | null;
  };
  attribute_group: {
    legal_entity: string;
    code: string;
    name: Json;
    version: Generated<number>;
    changed_at: GeneratedTime;
    changed_by: string | null;
  };
  attribute_group_member: {
    legal_entity: string;
    group_code: string;
    attribute: string;
    display_order: number;
    default_value: Json | null;
  };
  attribute_type: {
    legal_entity: string;
    code: string;
    definition: Json;
    version: Generated<number>;
    changed_at: GeneratedTime;
    changed_by: string | null;
  };
  audit_change: {
    id: GeneratedAlways<number>;
    request: string;
    at: GeneratedTime;
    source: string;
    before: Json | null;
    after: Json | null;
  };
  audit_day: {
    day: string;
    entries: Generated<number>;
    head: Buffer;
    sealed_at: Time | null;
    seal: Buffer | null;
    dropped_at: Time | null;
    seal_number: number | null;
  };
  audit_entry: {
    id: GeneratedAlways<number>;
    at: Time;
    legal_entity: string | null;
    action: string;
    request: string | null;
    endpoint: string | null;
    actor_kind: string;
    actor_id: string | null;
    second_actor_id: string | null;
    address: string | null;
    salt: Buffer | null;
    digest: Buffer;
    subjects: number;
  };
  audit_intent: {
    request: string;
    asked_at: Time;
    begun_at: GeneratedTime;
    legal_entity: string | null;
    endpoint: string;
    path: string;
    address: string;
    actor_kind: string;
    actor_id: string;
    second_actor_id: string | null;
  };
  audit_link: {
    entry: number;
    day: string;
    position: number;
    hash: Buffer;
  };
  audit_pending: {
    entry: number;
  };
  audit_subject: {
    entry: number;
    n: number;
    kind: string;
    subject_id: string | null;
    changes: string | null;
    salt: Buffer | null;
    digest: Buffer;
  };
  calculated_metric: {
    id: string;
    rsid: string;
    name: string;
    description: string;
    type: "decimal" | "percent" | "currency" | "time";
    precision: number;
    polarity: "positive" | "negative";
    definition: Json;
    owner_id: string;
    owner_name: string;
    created_at: Time;
    version: number;
    changed_at: Time;
    changed_by: string | null;
    deleted_at: Time | null;
  };
  client_book: {
    legal_entity: string;
    id: string;
    worker_id: string;
    created_at: GeneratedTime;
    next_number: Generated<number>;
  };
  client_book_action: {
    id: Generated<string>;
    legal_entity: string;
    worker_id: string;
    kind: string;
    at: Time;
    clients: Generated<number>;
  };
  client_book_action_client: {
    action_id: string;
    customer_id: string;
    from_book: string | null;
    place: number | null;
    to_book: string | null;
    kept: boolean;
    standing: Json | null;
  };
  client_book_entry: {
    legal_entity: string;
    client_book_id: string;
    customer_id: string;
    added_at: GeneratedTime;
    number: number;
    sort_name: string;
    place: number;
    last_contact_at: Time | null;
    days: GeneratedJson;
    numbers: GeneratedJson;
  };
  client_book_filter: {
    legal_entity: string;
    key: string;
    attribute: string;
    definition: Json;
    unused_since: Time | null;
  };
  client_book_leave: {
    id: Generated<string>;
    legal_entity: string;
    worker_id: string;
    client_book_id: string | null;
    at: Time;
    by: string | null;
    moved_at: GeneratedTime;
    ends_employment: boolean;
    employed_to_before: string | null;
    employed_to: string | null;
    undone_at: Time | null;
  };
  client_book_leave_client: {
    leave_id: string;
    customer_id: string;
    to_book: string;
    kept: Generated<boolean>;
    place: number | null;
  };
  client_book_stay: {
    id: GeneratedAlways<number>;
    legal_entity: string;
    customer_id: string;
    client_book_id: string;
    worker_id: string;
    added_at: Time;
    removed_at: Time | null;
  };
  client_book_value: {
    legal_entity: string;
    client_book_id: string;
    attribute: string;
    value: string;
    block: number;
    clients: string;
  };
  client_request: {
    id: string;
    legal_entity: string;
    customer_id: string;
    worker_id: string;
    text: string;
    asked_at: Time;
    answer: string | null;
    answer_text: Generated<string>;
    answered_at: Time | null;
    answered_by: string | null;
    seen_at: Time | null;
    action_id: string | null;
    leave_id: string | null;
  };
  currency_rate: {
    rsid: string;
    day: string;
    from_currency: string;
    to_currency: string;
    rate: Numeric;
    changed_at: Time;
    used_at: Time | null;
    converted_to: Generated<number>;
    converting_to: number | null;
    converting_rate: Numeric | null;
  };
  customer: {
    id: Generated<string>;
    legal_entity: string;
    account_number: string;
    first_name: string;
    last_name: string;
    sort_name: string;
    search_text: string;
    phone: string;
    phone_digits: string;
    email: string;
    city: string;
    country: string;
    attributes: GeneratedJson;
    created_at: GeneratedTime;
    phone_numbers: GeneratedJson;
    version: Generated<number>;
    changed_at: GeneratedTime;
    changed_by: string | null;
    phone_kind: Generated<string>;
    other_phones: GeneratedJson;
    email_kind: Generated<string>;
    other_emails: GeneratedJson;
    street: Generated<string>;
    postal_code: Generated<string>;
    region: Generated<string>;
    address_kind: Generated<string>;
    other_addresses: GeneratedJson;
    opt_out_personalization: Generated<boolean>;
    opt_out_web_tracking: Generated<boolean>;
    put_beside: GeneratedJson;
    made_by: string | null;
    preferred_language: Generated<string>;
    preferred_channel: Generated<string>;
    consents: GeneratedJson;
    party_id: string | null;
  };
  customer_address_book: {
    customer_id: string;
    legal_entity: string;
    address_book: string;
  };
  customer_derivation: {
    legal_entity: string;
    made_for: string;
    making_for: string | null;
  };
  customer_photo: {
    customer_id: string;
    file: string;
    content_type: "image/jpeg" | "image/png" | "image/webp";
    bytes: number;
    added_at: Time;
  };
  customer_term: {
    legal_entity: string;
    kind: "name" | "line" | "last" | "value";
    term: string;
    sort_name: string;
    customer_id: string;
  };
  data_source: {
    id: GeneratedAlways<number>;
    rsid: string;
    name: string;
    email: string;
    type: "summary" | "transactionid" | "visitorid" | "refund";
    mode: "lenient" | "strict";
    created_at: GeneratedTime;
    deleted_at: Time | null;
    date_format: Generated<"month_first" | "day_first">;
    hash_lines: Generated<"comments" | "rows">;
    return_prices: Generated<"negative" | "positive">;
    early_rows: Generated<"warn" | "reject">;
    repeated_rows: Generated<"warn" | "reject">;
    on_errors: Generated<"continue" | "stop">;
    stopped_by: number | null;
    id_rule: GeneratedJson;
    match_alert: number | null;
    mail_also: Generated<string[]>;
    mail_language: Generated<"en" | "nl">;
    mail_loaded: Generated<boolean>;
    deactivated_at: Time | null;
    columns: GeneratedJson;
  };
  data_source_looked: {
    kind: string;
    looked_at: Time;
  };
  data_source_mapping: {
    data_source_id: number;
    mapping: Json;
    version: number;
    changed_at: Time;
  };
  data_source_told: {
    data_source_id: number;
    condition: string;
    told_at: Time;
  };
  distribution_run: {
    number: GeneratedAlways<number>;
    legal_entity: string;
    jobs: number[];
    whole: boolean;
    started_at: Time;
    started_by: string | null;
    customers: number | null;
  };
  distribution_schedule: {
    number: GeneratedAlways<number>;
    legal_entity: string;
    name: string;
    jobs: number[];
    stores: string[] | null;
    whole: boolean;
    starts_at: string;
    time_zone: string;
    recurrence: "none" | "hourly" | "daily" | "weekly";
    paused: boolean;
    next_at: Time | null;
    made_by: string | null;
    last_run: number | null;
    refused: string | null;
    groups: string[] | null;
    version: Generated<number>;
    changed_at: GeneratedTime;
    changed_by: string | null;
  };
  distribution_session: {
    number: GeneratedAlways<number>;
    run: number;
    legal_entity: string;
    store: string;
    state: string;
    tries: Generated<number>;
    sections: Json;
    rows: number;
    bytes: number;
    created_at: Time;
    downloaded_at: Time | null;
    applied_at: Time | null;
    ended_at: Time | null;
    reason: string | null;
    snapshot: number | null;
    whole: Generated<boolean>;
  };
  distribution_settings: {
    legal_entity: string;
    keep_order: boolean;
    tries: number;
    full_days: Generated<number>;
  };
  dry_run: {
    upload: Generated<number>;
    began_at: Time;
  };
  feature_comment: {
    feature: string;
    text: string;
    version: Generated<number>;
    changed_at: GeneratedTime;
    changed_by: string | null;
  };
  feature_state: {
    feature: string;
    state: "on" | "off" | "scheduled";
    day: string | null;
    since: Time | null;
    version: Generated<number>;
    changed_at: GeneratedTime;
    changed_by: string | null;
  };
  hq_user: {
    id: Generated<string>;
    email: string;
    name: string;
    password_hash: string | null;
    created_at: GeneratedTime;
    from_settings: Generated<boolean>;
    deactivated_at: Time | null;
    link_hash: Buffer | null;
    link_expires_at: Time | null;
    last_sign_in_at: Time | null;
    totp_secret: string | null;
    totp_pending: string | null;
    totp_last_step: number | null;
    sign_on_issuer: string | null;
    sign_on_subject: string | null;
    mail_link_hash: Buffer | null;
    mail_state: "waiting" | "sent" | "failed" | null;
    mail_at: Time | null;
    version: Generated<number>;
    changed_at: GeneratedTime;
    changed_by: string | null;
  };
  id_rule_change: {
    id: GeneratedAlways<number>;
    data_source_id: number;
    rule: Json;
    rule_before: Json;
    waiting: boolean;
    state: "applying" | "applied" | "taking_back" | "taken_back";
    asked_at: Time;
    planned_at: Time | null;
    rows: Generated<number>;
    linked: Generated<number>;
  };
  id_rule_rename: {
    change_id: number;
    upload_id: number;
    from_id: string;
    to_id: string;
  };
  known_device: {
    token_hash: Buffer;
    account: string;
    last_used: Time;
  };
  legal_entity: {
    code: string;
    name: string;
    currency: string;
    rsid: string | null;
    client_book_attribute_group: string | null;
    customer_attribute_group: string | null;
    measures: Generated<string[]>;
    created_at: GeneratedTime;
    country: string | null;
    common_account_numbers: Generated<boolean>;
    active: Generated<boolean>;
    version: Generated<number>;
    changed_at: GeneratedTime;
    changed_by: string | null;
    publishes_at_once: Generated<boolean>;
    activity_type_hours: Generated<number>;
    parameters_version: Generated<number>;
    parameters_changed_at: GeneratedTime;
    parameters_changed_by: string | null;
    search_criteria: GeneratedJson;
    books_per_customer: Generated<number>;
    search_attributes: Generated<string[]>;
    searched_attributes: Generated<string[]>;
    shares_customers: Generated<boolean>;
  };
  list_import: {
    id: Generated<string>;
    legal_entity: string | null;
    list: string;
    filename: string;
    actor: Json;
    made_at: Time;
    phase: string;
    mode: string | null;
    bytes: Generated<number>;
    read_bytes: Generated<number>;
    line: Generated<number>;
    added: Generated<number>;
    updated: Generated<number>;
    unchanged: Generated<number>;
    invalid: Generated<number>;
    told: Generated<number>;
    header: Generated<string[]>;
    columns: Generated<string[]>;
    unknown_columns: Generated<string[]>;
    failure: Json | null;
    starts: Generated<number>;
  };
  list_import_chunk: {
    import_id: string;
    number: number;
    bytes: Buffer;
  };
  list_import_problem: {
    import_id: string;
    line: number;
    key: string;
    stored: boolean;
    cells: Json;
    faults: Json;
  };
  measure_refresh: {
    legal_entity: string;
    measure: string;
    refreshed_at: Time | null;
    failed_at: Time | null;
    error: string | null;
  };
  measure_value: {
    legal_entity: string;
    measure: string;
    customer_id: string;
    amount: Numeric | null;
    day: string | null;
  };
  mended_row: {
    upload: number;
    line: number;
    mended_by: number;
    as_line: number;
  };
  neighbour_refresh: {
    suite: string;
    refreshed_at: Time | null;
    mark: string | null;
    took_ms: number;
    compared_of_thousand: number | null;
    tried_at: Time;
  };
  note: {
    id: string;
    legal_entity: string;
    customer_id: string;
    worker_id: string | null;
    text: string;
    pinned: boolean;
    written_at: GeneratedTime;
    author: string;
    received_at: GeneratedTime;
    hq_user_id: string | null;
  };
  note_attachment: {
    id: string;
    note_id: string;
    file: string;
    name: string;
    bytes: number;
    hash: Buffer;
    added_at: Time;
  };
  notification: {
    id: string;
    rsid: string;
    kind: string;
    about: Json;
    happened_at: Time;
  };
  notification_delivery: {
    id: GeneratedAlways<number>;
    notification_id: string;
    way: "mail" | "webhook";
    address: string | null;
    language: string | null;
    state: "waiting" | "sent" | "given_up";
    tries: Generated<number>;
    next_try_at: Time | null;
    tried_at: Time | null;
    answer_status: number | null;
    answer_code: string | null;
    webhook_id: string | null;
  };
  number_reserved: {
    legal_entity: string;
    reference: string;
    number: number;
    store: Generated<string>;
  };
  number_sequence: {
    legal_entity: string;
    reference: string;
    format: string;
    next: number;
    continuous: boolean;
    reserve: number;
    generation: Generated<number>;
    counts_with: string | null;
    scope: Generated<"legalEntity" | "store">;
    store: Generated<string>;
  };
  permission_group: {
    legal_entity: string;
    code: string;
    name: string;
    operations: Generated<number[]>;
    active: Generated<boolean>;
    version: Generated<number>;
    changed_at: GeneratedTime;
    changed_by: string | null;
  };
  processing_range: {
    id: GeneratedAlways<number>;
    writer: number;
    from_seq: number;
    to_seq: number;
    planned_at: GeneratedTime;
    done_at: Time | null;
    written_at: Time | null;
    folds: string | null;
    earlier_hits: Json | null;
  };
  published_section: {
    legal_entity: string;
    hash: string;
    content: Json;
    bytes: number;
    parts: string[] | null;
  };
  recovery_code: {
    hash: Buffer;
    hq_user_id: string;
  };
  register: {
    legal_entity: string;
    number: string;
    store: string;
    active: Generated<boolean>;
    version: Generated<number>;
    changed_at: GeneratedTime;
    changed_by: string | null;
    name: Generated<string>;
    screen_layout: string | null;
  };
  register_activation: {
    legal_entity: string;
    register: string;
    code_hash: Buffer | null;
    code_expires_at: Time | null;
    token_hash: Buffer | null;
    activated_at: Time | null;
    last_seen_at: Time | null;
    code_by_kind: string | null;
    code_by_id: string | null;
  };
  reorder_window: {
    id: Generated<boolean>;
    held: string | null;
    hits: GeneratedJson;
    moment: number | null;
  };
  report_secret: {
    one: Generated<boolean>;
    secret: string;
  };
  report_suite: {
    rsid: string;
    write_key: string;
    created_at: GeneratedTime;
    transaction_id_storage_since: Time | null;
    settled_currency: string | null;
  };
  report_suite_settings: {
    rsid: string;
    version: number;
    since: Time;
    settings: Json;
  };
  resumable_upload: {
    id: string;
    data_source_id: number;
    owner_kind: "headquarters" | "apiKey";
    owner_id: string;
    filename: string;
    bytes: number;
    last_modified: Time | null;
    forced: boolean;
    began_at: Time;
    touched_at: Time;
    upload: number | null;
  };
  row_removal: {
    id: GeneratedAlways<number>;
    data_source_id: number;
    uploads: number[];
    line: number | null;
    from_day: string | null;
    to_day: string | null;
    from_at: Time;
    to_at: Time;
    asked_at: Time;
    done_at: Time | null;
  };
  saved_filter: {
    id: string;
    legal_entity: string;
    worker_id: string;
    store: string | null;
    list: string;
    name: string;
    view: Json;
    said: Json;
    version: Generated<number>;
    saved_at: Time;
  };
  schema_migration: {
    name: string;
    checksum: string;
    applied_at: GeneratedTime;
  };
  screen_layout: {
    legal_entity: string;
    code: string;
    name: Json;
    start_screen: string;
    sizes: Json;
    version: Generated<number>;
    changed_at: GeneratedTime;
    changed_by: string | null;
  };
  segment: {
    id: string;
    rsid: string;
    name: string;
    description: string;
    definition: Json;
    owner_id: string;
    owner_name: string;
    created_at: Time;
    modified_at: Time;
    deleted_at: Time | null;
    version: Generated<number>;
    changed_by: string | null;
  };
  session: {
    token_hash: Buffer;
    kind: "headquarters" | "pos";
    hq_user_id: string | null;
    worker_id: string | null;
    legal_entity: string | null;
    register: string | null;
    created_at: GeneratedTime;
    expires_at: Time;
    id: Generated<string>;
    browser: Generated<string>;
    by_sign_on: Generated<boolean>;
    locked_at: Time | null;
    last_used_at: Time | null;
  };
  sftp_access: {
    data_source_id: number;
    password_hash: Buffer | null;
    password_made_at: Time | null;
    used_at: Time;
    version: Generated<number>;
  };
  sftp_file: {
    data_source_id: number;
    inode: string;
    sending: string | null;
    address: string | null;
  };
  sftp_key: {
    id: GeneratedAlways<number>;
    data_source_id: number;
    name: string;
    algorithm: string;
    fingerprint: string;
    public_key: Buffer;
    added_at: Time;
  };
  sign_on_attempt: {
    state_hash: Buffer;
    browser_hash: Buffer;
    nonce: string;
    verifier: string;
    next: string | null;
    expires_at: Time;
    address: Generated<string>;
  };
  sign_on_role: {
    value: string;
    role: string;
    legal_entity: string | null;
  };
  store: {
    legal_entity: string;
    number: string;
    name: string;
    city: string;
    country: string | null;
    active: Generated<boolean>;
    version: Generated<number>;
    changed_at: GeneratedTime;
    changed_by: string | null;
    default_customer: string | null;
    language: string | null;
    time_zone: string | null;
    idle_minutes: number | null;
    idle_then: Generated<"lock" | "logOff">;
    screen_layout: string | null;
  };
  store_address_book: {
    legal_entity: string;
    store: string;
    address_book: string;
    kind: "customer" | "employee";
  };
  store_group: {
    legal_entity: string;
    code: string;
    name: string;
    paused: boolean;
    version: Generated<number>;
    changed_at: GeneratedTime;
    changed_by: string | null;
  };
  store_group_member: {
    legal_entity: string;
    store_group: string;
    store: string;
  };
  store_publication: {
    legal_entity: string;
    store: string;
    current: number | null;
  };
  store_section_whole: {
    legal_entity: string;
    store: string;
    section: string;
    at: Time;
  };
  store_snapshot: {
    legal_entity: string;
    store: string;
    number: number;
    sections: Json;
    published_at: Time;
    published_by: string | null;
  };
  suite_processing: {
    rsid: string;
    last_processed_at: Time;
  };
  timeline_removed: {
    legal_entity: string;
    id: string;
    removed_at: Time;
  };
  today_look: {
    worker_id: string;
    looked_at: Time;
    before_at: Time | null;
  };
  today_mark: {
    legal_entity: string;
    customer_id: string;
    reason: string;
    occurrence: string;
    worker_id: string;
    state: string;
    until: string | null;
    marked_at: Time;
  };
  upload: {
    id: GeneratedAlways<number>;
    rsid: string;
    data_source_id: number;
    filename: string;
    content_hash: Buffer;
    bytes: number;
    forced: Generated<boolean>;
    status: Generated<"uploaded" | "processing" | "success" | "failure" | "deleted">;
    error_code: string | null;
    error_message: string | null;
    duplicate_of: number | null;
    rows_read: Generated<number>;
    uploaded_at: GeneratedTime;
    started_at: Time | null;
    finished_at: Time | null;
    undone_at: Time | null;
    window_days: number;
    late_linking: boolean;
    header: string | null;
    rejected: Generated<number>;
    waiting: Generated<number>;
    faults: Generated<number>;
    undone_fates: Json | null;
    reading: Json | null;
    error_params: Json | null;
    rows_hash: string | null;
    early_rows: Generated<"warn" | "reject">;
    came_by: Generated<"http" | "screen" | "api" | "sftp" | "folder">;
    taken: Json | null;
    taken_back: Generated<number>;
    id_rule: Json | null;
    replaces: number | null;
    replaced_by: number | null;
    switching_at: Time | null;
    switch_plan: Json | null;
    mends: number | null;
    date_format: "day_first" | "month_first" | null;
    hash_lines: "comments" | "rows" | null;
    return_prices: "negative" | "positive" | null;
  };
  upload_in_parts: {
    data_source_id: number;
    job_name: string;
    columns: Json;
    parts: number;
    bytes: number;
    has_failed: boolean;
    began_at: Time;
    touched_at: Time;
  };
  upload_part: {
    data_source_id: number;
    job_name: string;
    part: number;
    lines: Buffer;
  };
  user_role: {
    hq_user_id: string;
    role: string;
    legal_entity: string | null;
  };
  webhook: {
    id: string;
    rsid: string;
    name: string;
    url: string;
    kinds: string[];
    secret: Buffer;
    old_secret: Buffer | null;
    old_until: Time | null;
    state: "on" | "off" | "gone" | "failing";
    failing_since: Time | null;
    state_since: Time;
    created_at: Time;
    shown_url: Generated<string | null>;
  };
  worker: {
    id: Generated<string>;
    legal_entity: string;
    operator_id: string;
    name: string;
    email: string;
    password_hash: string | null;
    operations: number[];
    draft_key: Generated<Buffer>;
    active: Generated<boolean>;
    version: Generated<number>;
    changed_at: GeneratedTime;
    changed_by: string | null;
    employed_from: string | null;
    employed_to: string | null;
    language: string | null;
    position: Generated<string>;
    permission_group: string | null;
    withheld: Generated<number[]>;
    must_change_password: Generated<boolean>;
    screen_layout: string | null;
  };
  worker_address_book: {
    worker_id: string;
    legal_entity: string;
    address_book: string;
  };
  writer: {
    id: GeneratedAlways<number>;
    started_at: GeneratedTime;
  };
}

/** `timestamptz`. */
type Time = ColumnType<Date, Date | string, Date | string>;
/** With a default. Kysely's own `Generated` does not see into a column type. */
type GeneratedTime = ColumnType<Date, Date | string | undefined, Date | string>;

/** `numeric`: exact, so text when read. */
type Numeric = ColumnType<string, string | number, string | number>;

/** `jsonb`: unknown until a schema parsed it. An array must be written as JSON text, because pg writes arrays as SQL arrays. */
type Json = ColumnType<unknown, Readonly<Record<string, unknown>> | string, Readonly<Record<string, unknown>> | string>;
type GeneratedJson = ColumnType<unknown, Readonly<Record<string, unknown>> | string | undefined, Readonly<Record<string, unknown>> | string>;
