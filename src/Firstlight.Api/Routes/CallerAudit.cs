using Firstlight.Accounts;

namespace Firstlight.Api;

internal static class CallerAudit
{
    /// <summary>Who changes something about somebody, in the organisation acted in.</summary>
    public static PersonActor AsActor(this Caller caller) =>
        new(caller.Person, caller.Organisation, caller.Permissions, caller.RemoteAddress);

    /// <summary>Notes what the caller does.</summary>
    public static Task RecordAsync(
        this IAuditLog audit,
        Caller caller,
        string action,
        string subject,
        CancellationToken cancellation
    ) => audit.RecordAsync(caller.Person, caller.Organisation, action, subject, caller.RemoteAddress, cancellation);
}
