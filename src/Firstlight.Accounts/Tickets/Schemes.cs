namespace Firstlight.Accounts;

/// <summary>The names of the ways to show who one is.</summary>
public static class Schemes
{
    /// <summary>Takes either: an <c>Authorization</c> header means <see cref="Bearer"/>, else the cookie if there is one.</summary>
    public const string Any = "Any";

    /// <summary>For tools: <c>Authorization: Bearer …</c>.</summary>
    public const string Bearer = "Bearer";

    /// <summary>For browsers.</summary>
    public const string Cookie = "Cookie";

    /// <summary>The cookie's name.</summary>
    public const string CookieName = "firstlight";
}
