namespace Firstlight.Storage.Engine;

/// <summary>
/// For what locks whole tables, or the database, and would hold up everybody behind it. All else waits for its locks as long as for its
/// answer.
/// </summary>
internal static class LockTimeout
{
    public const string Set = "SET lock_timeout = '3s'";

    public const string SetInTransaction = "SET LOCAL lock_timeout = '3s'";

    public const string Reset = "RESET lock_timeout";
}
