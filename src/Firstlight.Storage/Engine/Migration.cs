using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Firstlight.Storage.Engine;

/// <summary>One numbered script that brings the database a step further.</summary>
/// <param name="Version">Its number; scripts run in this order.</param>
/// <param name="Name">What it is about, from the file's name.</param>
/// <param name="Sql">The statements. <c>@now</c> is the time they are applied.</param>
internal sealed record Migration(int Version, string Name, string Sql)
{
    /// <summary>Stands in place of a version while a database is being copied into.</summary>
    public const int UnfinishedCopy = int.MaxValue;

    /// <summary>SHA-256 of the script: shows that a script was changed after it had been applied.</summary>
    public string Checksum => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));

    /// <summary>The scripts of <paramref name="dialect"/> in this program, by number.</summary>
    /// <remarks>Files are <c>Migrations/(dialect)/NNNN_what_it_does.sql</c>.</remarks>
    public static IReadOnlyList<Migration> InProgram(string dialect)
    {
        var assembly = typeof(Migration).Assembly;
        var prefix = $"{assembly.GetName().Name}.Migrations.{dialect}.";
        return assembly
            .GetManifestResourceNames()
            .Where(resource => resource.StartsWith(prefix, StringComparison.Ordinal))
            .Select(resource => Read(assembly, resource, resource[prefix.Length..^".sql".Length]))
            .OrderBy(migration => migration.Version)
            .ToList();
    }

    private static Migration Read(Assembly assembly, string resource, string fileName)
    {
        var numberEnd = fileName.IndexOf('_', StringComparison.Ordinal);
        var version = int.Parse(fileName.AsSpan(0, numberEnd), NumberStyles.None, CultureInfo.InvariantCulture);
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
        // A checkout may turn line ends around; the script is the same.
        var sql = reader.ReadToEnd().ReplaceLineEndings("\n");
        return new Migration(version, fileName[(numberEnd + 1)..], sql);
    }
}
