import { json, organizationsError } from './answers.ts';

// Atlassian's documented answers: developer.atlassian.com/cloud/admin/organization/rest/intro

/** 400: the cursor is unknown or has expired. */
export const invalidPageCursor = () => organizationsError(400, 'Invalid page cursor');

/** 404: the key has no access to an organization with that ID. */
export const organizationNotFound = () => organizationsError(404, 'Organization not found', 2);

/** 404: the call does not exist. */
export const unknownResource = () => organizationsError(404, 'Unknown resource');

/** 403 without a scope. */
export const organizationForbidden = () => organizationsError(403, 'Not allowed to manage the org', 3);

/** 500, observed for a parameter that the call does not accept. */
export const internalError = () => organizationsError(500, 'Internal error');

/** 200 with a page. */
export const pageOf = (page: unknown) => json(200, page);
