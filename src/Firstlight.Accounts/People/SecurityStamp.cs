using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>What a ticket carries a copy of; a new one ends every session.</summary>
internal static class SecurityStamp
{
    public static string New(IRandomSource random)
    {
        Span<byte> bytes = stackalloc byte[AccountLimits.StampBytes];
        random.Fill(bytes);
        return Convert.ToHexString(bytes);
    }
}
