namespace Firstlight.Cli.Station;

/// <summary>How far a unit is. The names stand in journals: rows may be added, never changed.</summary>
internal enum StationStep
{
    /// <summary>It is on the bench; from here on its token belongs to it.</summary>
    Taken,

    /// <summary>The flash command ended well.</summary>
    Flashed,

    /// <summary>It is connected, and nobody's.</summary>
    Online,

    /// <summary>Its self-test said what it shall.</summary>
    Tested,

    /// <summary>The print command ended well.</summary>
    Printed,

    /// <summary>Its own label was scanned on it: done.</summary>
    Labelled,

    /// <summary>It was given up; its token is never used again.</summary>
    SetAside,
}
