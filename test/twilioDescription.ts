import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const name = join('data', 'twilio_api_v2010.prism.json');

/**
 * Twilio's published OpenAPI description of its REST API, which is not part of the repository: the file that
 * NIGHTDESK_TWILIO_DESCRIPTION names, or the one in a folder beside the checkout; null when there is none.
 */
export const twilioDescription: string | null = found(process.env.NIGHTDESK_TWILIO_DESCRIPTION);

function found(named: string | undefined): string | null {
  if (named) {
    if (!existsSync(named)) throw new Error(`NIGHTDESK_TWILIO_DESCRIPTION names ${named}, and there is no such file`);
    return named;
  }
  const beside = join(import.meta.dirname, '..', '..');
  const files = readdirSync(beside).map((folder) => join(beside, folder, name));
  return files.find((file) => existsSync(file)) ?? null;
}
