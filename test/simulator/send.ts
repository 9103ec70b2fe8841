import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { type Answer, type MadeAnswer, makeText } from './answers.ts';

type Headers = Record<string, string>;
type AnswerOf<Kind extends Answer['kind']> = Extract<Answer, { kind: Kind }>;

const JSON_TYPE = { 'Content-Type': 'application/json;charset=UTF-8' };

/** Sends an answer, or breaks the connection as it says. Complete answers get the additional `headers`. */
export function sendAnswer(response: ServerResponse, answer: Answer, headers: Headers = {}): void {
  const made = makeText(answer);
  switch (made.kind) {
    case 'text':
      sendWhole(response, made.status, made.body, { ...headers, ...made.headers });
      break;
    case 'redirect':
      sendWhole(response, 302, '', { ...headers, Location: made.location });
      break;
    default:
      misbehave(response, made);
  }
}

function misbehave(response: ServerResponse, answer: Exclude<MadeAnswer, { kind: 'text' | 'redirect' }>) {
  switch (answer.kind) {
    case 'reset-before':
      return void response.socket?.resetAndDestroy();
    case 'reset-in-headers':
      return resetLater(response, 'HTTP/1.1 200 OK\r\nContent-Ty');
    case 'reset-after-headers':
      return resetLater(response, 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[');
    case 'cut-body':
      return cutBody(response, answer);
    case 'stall-headers':
      return undefined;
    case 'stall-body':
      return stallBody(response, answer);
    case 'drip':
      return drip(response, answer);
    case 'wrong-length':
      return sendWrongLength(response, answer);
    case 'oversized':
      return sendOversized(response, answer);
  }
}

function sendWhole(response: ServerResponse, status: number, body: string | Buffer, headers: Headers): void {
  response
    .writeHead(status, { ...JSON_TYPE, 'Content-Length': Buffer.byteLength(body), ...headers })
    .end(body);
}

function resetLater({ socket }: ServerResponse, start: string): void {
  socket?.write(start);
  // A reset overtakes unread bytes that were written before it.
  setTimeout(() => socket?.resetAndDestroy(), 5);
}

function cutBody(response: ServerResponse, { body = '[]', chunked = false }: AnswerOf<'cut-body'>): void {
  const length = chunked ? {} : { 'Content-Length': Buffer.byteLength(body) + 50 };
  response.writeHead(200, { ...JSON_TYPE, ...length });
  response.write(body, () => response.socket?.destroy());
}

function stallBody(response: ServerResponse, { body = '[]' }: AnswerOf<'stall-body'>): void {
  response.writeHead(200, { ...JSON_TYPE, 'Content-Length': Buffer.byteLength(body) + 50 }).write(body);
}

function drip(response: ServerResponse, { everyMs, body = '[]' }: AnswerOf<'drip'>): void {
  const bytes = Buffer.from(body);
  response.writeHead(200, { ...JSON_TYPE, 'Content-Length': bytes.length });
  let sent = 0;
  const timer = setInterval(() => {
    response.write(bytes.subarray(sent, ++sent));
    if (sent < bytes.length) return;
    clearInterval(timer);
    response.end();
  }, everyMs);
  response.once('close', () => clearInterval(timer));
}

/** Sends one byte more than Content-Length: it stands where the next answer should begin. */
function sendWrongLength(response: ServerResponse, { body = '[]' }: AnswerOf<'wrong-length'>): void {
  response.writeHead(200, { ...JSON_TYPE, 'Content-Length': Buffer.byteLength(body) - 1 }).end(body);
}

function sendOversized(response: ServerResponse, { bytes }: AnswerOf<'oversized'>): void {
  response.writeHead(200, JSON_TYPE);
  Readable.from(emptyArrayOf(bytes)).pipe(response);
}

/** Generates JSON of exactly this many bytes: `[]` and white space. */
function* emptyArrayOf(bytes: number): Generator<Buffer> {
  const blanks = Buffer.alloc(64 * 1024, ' ');
  yield Buffer.from('[');
  for (let left = bytes - 2; left > 0; left -= blanks.length) yield blanks.subarray(0, left);
  yield Buffer.from(']');
}
