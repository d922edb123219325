using Firstlight.Cluster.Installation;
using Firstlight.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Firstlight.Cluster;

/// <summary>What the programs at one database have in common beside it.</summary>
public static class InstallationRegistration
{
    /// <summary>
    /// Starting throws <see cref="NotOfInstallationException"/> when the keys of this program are not those of the installation, and makes none then. Add it behind storage and
    /// in front of data protection, which makes a key where there is none.
    /// </summary>
    /// <param name="services">Where it is added.</param>
    /// <param name="folder">Where the keys are, for sentences.</param>
    public static IServiceCollection AddKeysInCommon(this IServiceCollection services, string folder)
    {
        services.AddSingleton(new KeyPlace(folder));
        services.AddHostedService<KeysInCommon>();
        return services;
    }

    /// <summary>
    /// Starting throws <see cref="NotOfInstallationException"/> when one of the folders is not the one that the other nodes have. Add it behind storage.
    /// </summary>
    /// <param name="services">Where it is added.</param>
    /// <param name="isAlone">True for the only program: nothing is refused, and its folders are those that nodes share later.</param>
    /// <param name="folders">Where files are kept; their names tell them apart.</param>
    public static IServiceCollection AddFoldersInCommon(
        this IServiceCollection services,
        bool isAlone,
        params string[] folders
    )
    {
        services.AddSingleton(new SharedFolders(folders, isAlone));
        services.AddHostedService<FoldersInCommon>();
        return services;
    }

    /// <summary>Lets the keys of the program that starts next be those of the installation; answers how many were known. For keys that are lost for good.</summary>
    /// <exception cref="StorageUnavailableException">Nothing was changed.</exception>
    public static Task<int> ForgetKeysAsync(this IInstallationMarks marks, CancellationToken cancellation) =>
        marks.ForgetAsync(KeysInCommon.Kind, cancellation);
}
