/** The thread in which rotas are worked out: whatever a file has in it, only this thread can hang on it. */
import { parentPort } from 'node:worker_threads';
import { buildRota, type RotaInput } from '../oncall/buildRota.ts';
import { RotaRefused } from '../oncall/rotaRefused.ts';

parentPort?.on('message', ({ id, input }: { id: number; input: RotaInput }) => {
  try {
    const { index, problems } = buildRota(input);
    parentPort?.postMessage({ id, rota: { index, problems } });
  } catch (error) {
    const refused = error instanceof RotaRefused ? { file: error.file, line: error.line } : null;
    parentPort?.postMessage({ id, error: error instanceof Error ? error.message : String(error), refused });
  }
});
