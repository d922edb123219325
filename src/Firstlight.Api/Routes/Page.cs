using Firstlight.Core;

namespace Firstlight.Api;

/// <summary>A list in an answer.</summary>
/// <param name="Items">The items.</param>
/// <param name="Next">The cursor of the next page; null on the last one.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>What pages are asked with.</summary>
internal static class Paging
{
    public static Refusal? CheckLimit(int limit, int max) =>
        limit >= 1 && limit <= max ? null : Refusal.Invalid("limit", $"'limit' is between 1 and {max}.");
}
