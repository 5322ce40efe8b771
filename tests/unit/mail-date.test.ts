import { describe, expect, it } from "vitest";
import { mailDate } from "@/lib/mail/date";

describe("mailDate", () => {
  it.each([
    { header: "Tue, 23 Jul 2002 21:21:58 -0700 (PDT)", utc: "2002-07-24T04:21:58.000Z" },
    { header: "23 Jul 2002 21:21:58 +0530", utc: "2002-07-23T15:51:58.000Z" },
    { header: "Tue, 3 Sep 2002 01:02 GMT", utc: "2002-09-03T01:02:00.000Z" },
    { header: "Tue, 03 Sep 02 01:02:03 EST", utc: "2002-09-03T06:02:03.000Z" },
    { header: "Fri, 31 Dec 99 23:59:60 +0000", utc: "2000-01-01T00:00:00.000Z" },
    { header: "Mon, 1 Jan 102 00:00:00 +0000", utc: "2002-01-01T00:00:00.000Z" },
    { header: "Tue,23 July 2002 21:21:58", utc: "2002-07-23T21:21:58.000Z" },
    { header: "Thu, 29 Feb 2024 12:00:00 -0000", utc: "2024-02-29T12:00:00.000Z" },
    { header: "Wed Jul 24 05:34:04 2002", utc: "2002-07-24T05:34:04.000Z" },
    { header: "Wed Jul 24 05:34:04 EDT 2002", utc: "2002-07-24T09:34:04.000Z" },
    { header: "Wed Jul 24 05:34:04 2002 +0200", utc: "2002-07-24T03:34:04.000Z" },
    { header: "2024-05-06T07:08:09Z", utc: "2024-05-06T07:08:09.000Z" },
    { header: "2024-05-06 07:08:09 +02:00", utc: "2024-05-06T05:08:09.000Z" },
  ])("reads $header", ({ header, utc }) => {
    expect(mailDate(header)?.toISOString()).toBe(utc);
  });

  it.each([
    "",
    "yesterday",
    "invoice 12", // Date.parse makes the year 2001 of it
    "2002",
    "Tue, 32 Jul 2002 21:21:58 +0000",
    "Thu, 29 Feb 2023 12:00:00 +0000",
    "Tue, 23 Foo 2002 21:21:58 +0000",
    "Tue, 23 Jul 2002 24:00:00 +0000",
    "Tue, 23 Jul 2002 21:60:00 +0000",
    "2024-13-01T00:00:00Z",
  ])("gives null for %j", (header) => {
    expect(mailDate(header)).toBeNull();
  });
});
