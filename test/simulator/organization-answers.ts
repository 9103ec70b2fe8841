import { json, organizationsError } from './answers.ts';

// Atlassian's documented answers: developer.atlassian.com/cloud/admin/organization/rest/intro

/** 400: a cursor that is unknown, or that has expired. */
export const invalidPageCursor = () => organizationsError(400, 'Invalid page cursor');

/** 404: the key reaches no organization of that ID. */
export const organizationNotFound = () => organizationsError(404, 'Organization not found', 2);

/** 404: there is no such call. */
export const unknownResource = () => organizationsError(404, 'Unknown resource');

/** 403 that names no scope. */
export const organizationForbidden = () => organizationsError(403, 'Not allowed to manage the org', 3);

/** 500, as seen for a parameter that the call does not take. */
export const internalError = () => organizationsError(500, 'Internal error');

/** 200 with a page. */
export const pageOf = (page: unknown) => json(200, page);
