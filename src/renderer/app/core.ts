import type { Client } from '../client/client.ts';
import { connect } from '../client/connect.ts';

/** The one client of this window. */
export const core: Client = connect();
