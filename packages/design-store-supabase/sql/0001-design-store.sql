-- The documents of IDSE in Postgres, for Supabase and any other PostgREST. Safe to run again.
--
-- A request is let in by its token: the claim `tenant_id` names the tenant, and nothing in a request's body can.
-- Clients write through idse_commit alone. It runs with its owner's rights and is the only thing granted, because a
-- table that clients could write to would let them skip the sequence. They read through row-level security.

create table if not exists public.idse_tenants (
  tenant text collate "C" primary key,
  -- Of the last document written. Taken under this row's lock, which is held until the commit is seen by
  -- others: what has a greater number was committed later. A plain sequence could not say that.
  seq bigint not null default 0,
  commits bigint not null default 0,
  -- Tells this history from another that counts the same numbers: another tenant's, or one made anew.
  history uuid not null default gen_random_uuid()
);

create table if not exists public.idse_documents (
  tenant text collate "C" not null,
  project text collate "C" not null check (project <> ''),
  -- '' for a document of the project itself.
  session text collate "C" not null,
  kind text collate "C" not null check (kind <> ''),
  -- Grows with each change, over removal and making again.
  version bigint not null,
  seq bigint not null,
  digest text not null check (digest ~ '^sha256:[0-9a-f]{64}$'),
  -- The digest is part of it, so that a version of the same number from a restored backup is another revision.
  revision text not null generated always as (version::text || '.' || substr(digest, 8, 16)) stored,
  -- 'base64' for a text with a NUL character, which Postgres cannot keep.
  encoding text not null check (encoding in ('plain', 'base64')),
  content text not null check (content = '' or not removed),
  removed boolean not null,
  primary key (tenant, project, session, kind),
  unique (tenant, project, seq)
);

create table if not exists public.idse_operations (
  tenant text collate "C" not null,
  operation text collate "C" not null check (char_length(operation) between 1 and 200),
  -- The tenant's commits, counted.
  number bigint not null,
  answer jsonb not null,
  primary key (tenant, operation),
  unique (tenant, number)
);

-- The tenant of this request.
create or replace function public.idse_tenant() returns text
language plpgsql stable security invoker set search_path = ''
as $$
declare
  tenant constant text := nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'tenant_id';
begin
  if tenant is null or tenant = '' then
    raise sqlstate 'PT403' using message = 'The token has no claim tenant_id.';
  end if;
  return tenant;
end
$$;

-- Which migration of this series was run last, and for whom a request would read and write.
create or replace function public.idse_about() returns jsonb
language sql stable security invoker set search_path = ''
as $$
  select jsonb_build_object('migration', 1, 'tenant', public.idse_tenant())
$$;

-- Documents for `refs`, a JSON array of { project, session, kind }. One answer a ref, in their order, null where there
-- is no document; an answer ends early where it would grow beyond four megabytes, and is never empty.
create or replace function public.idse_get(refs text) returns jsonb
language sql stable security invoker set search_path = ''
as $$
  with found as (
    select
      wanted.position,
      document.*,
      sum(octet_length(coalesce(document.content, ''))) over (order by wanted.position) as bytes
    from rows from (jsonb_to_recordset(refs::jsonb) as (project text, session text, kind text))
      with ordinality as wanted (project, session, kind, position)
    left join public.idse_documents as document
      on document.tenant = (select public.idse_tenant())
      and document.project = wanted.project
      and document.session = coalesce(wanted.session, '')
      and document.kind = wanted.kind
      and not document.removed
  )
  select jsonb_build_object('documents', coalesce(jsonb_agg(
    case when found.tenant is not null then jsonb_build_object(
      'ref', jsonb_build_object(
        'project', found.project, 'session', nullif(found.session, ''), 'kind', found.kind),
      'revision', found.revision, 'digest', found.digest,
      'encoding', found.encoding, 'content', found.content
    ) end
    order by found.position
  ), '[]'))
  from found
  where found.position = 1 or found.bytes <= 4000000
$$;

-- One page of a listing, in the order of seq. `scope` is JSON: { project, sessions, kinds }, null for all of them.
-- Without `since` it lists what is present; with it, what changed after that cursor, removals among it. `after` is the
-- seq of the last row of the page before. The cursor is that of the rows: both are seen at one moment.
create or replace function public.idse_heads(scope text, since text, after text, page integer) returns jsonb
language plpgsql stable security invoker set search_path = ''
as $$
declare
  own_tenant constant text := public.idse_tenant();
  wanted constant jsonb := scope::jsonb;
  sessions constant text[] := case when jsonb_typeof(wanted -> 'sessions') = 'array'
    then array(select jsonb_array_elements_text(wanted -> 'sessions')) end;
  kinds constant text[] := case when jsonb_typeof(wanted -> 'kinds') = 'array'
    then array(select jsonb_array_elements_text(wanted -> 'kinds')) end;
  counter public.idse_tenants;
  since_seq bigint;
  answer jsonb;
begin
  select * into counter from public.idse_tenants as one where one.tenant = own_tenant;
  if since = '0' then
    since_seq := 0;
  elsif since is not null then
    if since !~ '^[0-9a-f-]{36}[.][0-9]{1,18}$' or split_part(since, '.', 1) is distinct from counter.history::text
      or split_part(since, '.', 2)::bigint > counter.seq
    then
      raise sqlstate 'PT400' using message = 'This cursor is not of this store.';
    end if;
    since_seq := split_part(since, '.', 2)::bigint;
  end if;

  with listed as (
    select document.*
    from public.idse_documents as document
    where document.tenant = own_tenant
      and document.project = wanted ->> 'project'
      and document.seq > coalesce(after::bigint, since_seq, 0)
      and (not document.removed or document.seq > since_seq)
      and (sessions is null or (document.session <> '' and document.session = any (sessions)))
      and (kinds is null or document.kind = any (kinds))
    order by document.seq
    limit page + 1
  ), numbered as (
    select row_number() over (order by listed.seq) as place, listed.* from listed
  )
  select jsonb_build_object(
    'cursor', coalesce(counter.history::text || '.' || counter.seq::text, '0'),
    'count', count(*) filter (where numbered.place <= page),
    'more', count(*) > page,
    'heads', coalesce(jsonb_agg(jsonb_build_object(
      'ref', jsonb_build_object(
        'project', numbered.project, 'session', nullif(numbered.session, ''), 'kind', numbered.kind),
      'revision', numbered.revision, 'digest', numbered.digest, 'removed', numbered.removed,
      'seq', numbered.seq::text
    ) order by numbered.seq) filter (where numbered.place <= page), '[]')
  )
  into answer
  from numbered;
  return answer;
end
$$;

-- Makes, replaces and removes documents, all or none. `changes` is a JSON array of { project, session, kind, expect,
-- digest, encoding, content, removed }; `expect` is the revision that must be there, null for none. An operation that
-- comes again is answered as the first time: the last ten thousand of a tenant are remembered. A text holds the
-- changes, and no jsonb, because not everything that speaks PostgREST's language hands jsonb over unharmed.
create or replace function public.idse_commit(changes text, operation_id text) returns jsonb
language plpgsql volatile security definer set search_path = ''
as $$
declare
  own_tenant constant text := public.idse_tenant();
  wanted constant jsonb := changes::jsonb;
  remembered constant bigint := 10000;
  counter public.idse_tenants;
  answer jsonb;
  failed jsonb;
begin
  insert into public.idse_tenants (tenant) values (own_tenant) on conflict do nothing;
  select * into counter from public.idse_tenants as one where one.tenant = own_tenant for update;

  select before.answer into answer from public.idse_operations as before
  where before.tenant = own_tenant and before.operation = operation_id;
  if found then
    return answer;
  end if;

  select jsonb_agg(jsonb_build_object('project', change.project, 'session', change.session, 'kind', change.kind))
  into failed
  from jsonb_to_recordset(wanted) as change (project text, session text, kind text, expect text)
  left join public.idse_documents as document
    on document.tenant = own_tenant
    and document.project = change.project
    and document.session = coalesce(change.session, '')
    and document.kind = change.kind
    and not document.removed
  where change.expect is distinct from document.revision;
  if failed is not null then
    raise sqlstate 'PT409' using message = 'Somebody else changed these documents.', detail = failed::text;
  end if;

  with written as (
    insert into public.idse_documents as document
      (tenant, project, session, kind, version, seq, digest, encoding, content, removed)
    select
      own_tenant, change.project, coalesce(change.session, ''), change.kind,
      1, counter.seq + change.position, change.digest, change.encoding, change.content, change.removed
    from rows from (jsonb_to_recordset(wanted) as (
      project text, session text, kind text, digest text, encoding text, content text, removed boolean
    )) with ordinality as change (project, session, kind, digest, encoding, content, removed, position)
    on conflict (tenant, project, session, kind) do update set
      version = document.version + 1,
      seq = excluded.seq,
      digest = excluded.digest,
      encoding = excluded.encoding,
      content = excluded.content,
      removed = excluded.removed
    returning document.*
  )
  select jsonb_build_object('heads', coalesce(jsonb_agg(jsonb_build_object(
    'ref', jsonb_build_object(
      'project', written.project, 'session', nullif(written.session, ''), 'kind', written.kind),
    'revision', written.revision, 'digest', written.digest, 'removed', written.removed
  ) order by written.seq), '[]'))
  into answer
  from written;

  update public.idse_tenants as one
  set seq = counter.seq + jsonb_array_length(wanted), commits = counter.commits + 1
  where one.tenant = own_tenant;
  insert into public.idse_operations (tenant, operation, number, answer)
  values (own_tenant, operation_id, counter.commits + 1, answer);
  delete from public.idse_operations as old
  where old.tenant = own_tenant and old.number <= counter.commits + 1 - remembered;
  return answer;
end
$$;

alter table public.idse_tenants enable row level security;
alter table public.idse_documents enable row level security;
-- Without a policy nobody reads it.
alter table public.idse_operations enable row level security;

drop policy if exists idse_own_tenant on public.idse_tenants;
create policy idse_own_tenant on public.idse_tenants for select to authenticated
  using (tenant = (select public.idse_tenant()));
drop policy if exists idse_own_tenant on public.idse_documents;
create policy idse_own_tenant on public.idse_documents for select to authenticated
  using (tenant = (select public.idse_tenant()));

-- Supabase grants everything in public to all three roles when it is made. The service role passes row-level security
-- by, so it gets nothing here at all: no key of a server opens the documents of every tenant.
do $$
declare
  role text;
begin
  foreach role in array array['public', 'anon', 'authenticated', 'service_role'] loop
    continue when role <> 'public' and not exists (select from pg_catalog.pg_roles where rolname = role);
    execute format('revoke all on public.idse_tenants, public.idse_documents, public.idse_operations from %s', role);
    execute format(
      'revoke all on function public.idse_tenant(), public.idse_about(), public.idse_get(text),
       public.idse_heads(text, text, text, integer), public.idse_commit(text, text) from %s', role);
  end loop;
end
$$;
grant select on public.idse_tenants, public.idse_documents to authenticated;
grant execute on function public.idse_tenant(), public.idse_about(), public.idse_get(text),
  public.idse_heads(text, text, text, integer), public.idse_commit(text, text) to authenticated;

-- PostgREST learns of new functions.
notify pgrst, 'reload schema';
