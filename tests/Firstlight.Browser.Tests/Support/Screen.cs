namespace Firstlight.Browser.Tests.Support;

/// <summary>The two screens that everything must fit.</summary>
public enum Screen
{
    /// <summary>390 by 844, touched.</summary>
    Phone,

    /// <summary>1280 by 800, with a mouse.</summary>
    Desktop,
}
