"""The tables, step by step: each migration is one entry, applied once, in order.

A new step goes to the end; one that was released is never changed.
"""

from __future__ import annotations

# (SQLite, PostgreSQL) for each step.
MIGRATIONS: list[tuple[str, str]] = [
    (
        """
        create table if not exists conversations (
          sender text primary key, last_message real not null, slots text not null
        ) without rowid;
        create table if not exists events (
          id integer primary key, sender text not null, event text not null
        );
        create index if not exists events_of on events (sender, id);
        create index if not exists by_age on conversations (last_message);
        create table if not exists counts (
          day text not null, channel text not null, topic text not null, kind text not null,
          n integer not null, primary key (day, channel, topic, kind)
        ) without rowid;
        """,
        """
        create table conversations (
          sender text primary key, last_message double precision not null, slots text not null
        );
        create table events (
          id bigint generated always as identity primary key, sender text not null,
          event text not null
        );
        create index events_of on events (sender, id);
        create index by_age on conversations (last_message);
        create table counts (
          day text not null, channel text not null, topic text not null, kind text not null,
          n integer not null, primary key (day, channel, topic, kind)
        );
        """,
    ),
    # Each save raises the version, so that two processes never overwrite each other's turn;
    # a message is known by its id, so that one sent again is answered once.
    (
        """
        alter table conversations add column version integer not null default 0;
        alter table events add column message_id text;
        create unique index message_once on events (sender, message_id)
          where message_id is not null;
        """,
        """
        alter table conversations add column version bigint not null default 0;
        alter table events add column message_id text;
        create unique index message_once on events (sender, message_id)
          where message_id is not null;
        """,
    ),
    # Who said STOP was in a file of its own, which several chat servers could not share.
    (
        "create table optouts (sender text primary key) without rowid;",
        "create table optouts (sender text primary key);",
    ),
]
