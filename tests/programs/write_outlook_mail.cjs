// Writes a mail as Outlook saves it ([MS-OXMSG]), by the compound files of SheetJS.
// Usage: node write_outlook_mail.cjs mail.json out.msg
// The mail: {"sent": milliseconds, "delivered": milliseconds, "attachments": [{"name": "…", "data": "base64",
// "content_id": "…"} or {"name": "…", "mail": another mail}, or {"name": "…"} for one that is only a link]}
const fs = require("fs");
const { CFB } = require("xlsx");

const [INTEGER, STRING, TIME, BINARY, OBJECT] = [0x0003, 0x001f, 0x0040, 0x0102, 0x000d];
const EPOCH = 11644473600000n; // milliseconds from 1601 to 1970
const stream = (id, type) => "__substg1.0_" + (id * 0x10000 + type).toString(16).toUpperCase().padStart(8, "0");

function storage(file, path, header, properties) {
  const entries = properties.map(([id, type, value]) => {
    const entry = Buffer.alloc(16);
    entry.writeUInt16LE(type, 0);
    entry.writeUInt16LE(id, 2);
    entry.writeUInt32LE(6, 4);
    if (type === TIME) entry.writeBigUInt64LE((BigInt(value) + EPOCH) * 10000n, 8);
    else if (type === INTEGER) entry.writeUInt32LE(value, 8);
    else {
      const bytes = type === STRING ? Buffer.from(value, "utf16le") : value;
      entry.writeUInt32LE(bytes.length + (type === STRING ? 2 : 0), 8);
      if (type !== OBJECT) CFB.utils.cfb_add(file, path + stream(id, type), bytes);
    }
    return entry;
  });
  CFB.utils.cfb_add(file, path + "__properties_version1.0", Buffer.concat([header, ...entries]));
}

function write(file, path, mail, headerSize) {
  const header = Buffer.alloc(headerSize);
  header.writeUInt32LE(mail.attachments.length, 12);
  header.writeUInt32LE(mail.attachments.length, 20);
  const properties = [[0x001a, STRING, "IPM.Note"], [0x0037, STRING, "年报"]];
  if (mail.sent) properties.push([0x0039, TIME, mail.sent]);
  if (mail.delivered) properties.push([0x0e06, TIME, mail.delivered]);
  storage(file, path, header, properties);
  mail.attachments.forEach((one, number) => {
    const inner = path + "__attach_version1.0_#" + number.toString(16).toUpperCase().padStart(8, "0") + "/";
    const own = [[0x3705, INTEGER, one.mail ? 5 : one.data === undefined ? 7 : 1]];
    if (one.name) own.push([0x3707, STRING, one.name]);
    if (one.content_id) own.push([0x3712, STRING, one.content_id]);
    if (one.mail) own.push([0x3701, OBJECT, Buffer.alloc(0)]);
    else if (one.data !== undefined) own.push([0x3701, BINARY, Buffer.from(one.data, "base64")]);
    storage(file, inner, Buffer.alloc(8), own);
    if (one.mail) write(file, inner + stream(0x3701, OBJECT) + "/", one.mail, 24);
  });
}

const [, , source, target] = process.argv;
const file = CFB.utils.cfb_new();
write(file, "/", JSON.parse(fs.readFileSync(source, "utf8")), 32);
fs.writeFileSync(target, CFB.write(file, { type: "buffer" }));
