export * from './views.ts';
export { listMembers as list } from './list-members.ts';
export { inviteMember as invite } from './invite-member.ts';
export { revokeInvitation } from './revoke-invitation.ts';
export { previewInvitation } from './preview-invitation.ts';
export { acceptInvitation } from './accept-invitation.ts';
export { changeRole } from './change-role.ts';
export { removeMember as remove } from './remove-member.ts';
